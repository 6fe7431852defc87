"""What MkDocs calls for every page that it has made (see `hooks` in mkdocs.yml): it writes the page as mended here.

So the plain site, the preview and the published site are the same to their readers.
"""

from typing import Any

from mend import mend_page


def on_post_page(output: str, *, page: Any, config: Any) -> str:
    """Return the page, mended."""
    return mend_page(output, page.url, config.site_url or "/")


def on_post_template(output_content: str, *, template_name: str, config: Any) -> str:
    """Return what a template made by itself, such as 404.html, mended if it is a page."""
    if not template_name.endswith(".html"):
        return output_content
    return mend_page(output_content, template_name, config.site_url or "/")
