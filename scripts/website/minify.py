"""Fewer bytes: pages and scripts without comments and spare spaces, and as they read and run."""

import re

import minify_html

_SAFE = {"keep_closing_tags": True, "keep_html_and_head_opening_tags": True, "keep_input_type_text_attr": True}
# The library keeps some comments of scripts: ours begin a line.
_COMMENT_OF_SCRIPT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


def minify(html: str) -> str:
    """Return `html` without comments and spare spaces. Every tag stays closed and every text stays as it reads.

    Scripts and styles stay to the letter: the page's policy holds their hashes.
    """
    return str(minify_html.minify(html, keep_comments=False, minify_css=False, minify_js=False, **_SAFE))


def minify_script(code: str, kind: str = " type=module") -> str:
    """Return the code of a script in fewer bytes; `kind` is what its tag says of it."""
    tag = f"<script{kind}>"
    code = _COMMENT_OF_SCRIPT.sub("", f"{code.strip()}\n")
    done = str(minify_html.minify(f"{tag}{code}</script>", minify_js=True, **_SAFE))
    return done.removeprefix(tag).removesuffix("</script>")
