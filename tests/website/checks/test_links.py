"""Links are checked as a browser would follow them, from pages with a place and from the one that answers anywhere."""

from pathlib import Path

import pytest
from helpers import build_here, diagnostics
from selectolax.lexbor import LexborHTMLParser

BLOCK = "{% block content %}"


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/trust"])
def test_a_page_without_a_place_leads_to_what_is_there_wherever_the_site_is_put(project: Path, base: str):
    """404.html answers at any depth: its links begin at the host, below the folder of the site, and are checked so."""
    settings, template = project / "mkdocs.yml", project / "overrides" / "404.html"
    settings.write_text(settings.read_text("utf-8").replace("https://sound.example/", base), "utf-8")
    facts = project / "docs" / "about" / "facts.md"
    facts.write_text(facts.read_text("utf-8").replace("www.example.org", "source.example"), "utf-8")
    text = template.read_text("utf-8")

    def lead_to(target: str) -> tuple[int, list[str]]:
        template.write_text(text.replace(BLOCK, BLOCK + f"<a href=\"{{{{ '{target}' | url }}}}\">A page</a>"), "utf-8")
        return build_here(project)

    assert lead_to("page/#part")[0] == 0
    folder = base.removeprefix("https://example.org").rstrip("/")
    page = LexborHTMLParser((project / "site" / "404.html").read_text("utf-8"))
    assert page.css_first("main a").attributes["href"] == f"{folder}/page/#part"
    code, printed = lead_to("gone/")
    assert code == 1
    line = text[: text.index(BLOCK)].count("\n") + 1
    assert diagnostics(printed) == [
        f'overrides/404.html:{line}: What stands around the text of /404.html refers to "/gone/", which is not there. '
        "Correct it in overrides/ or in mkdocs.yml. [link-around]"
    ]
    assert 'refers to "/page/#gone"' in "\n".join(lead_to("page/#gone")[1])
