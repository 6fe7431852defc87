"""Links are checked as a browser would follow them, also from the page that answers anywhere."""

from pathlib import Path

from helpers import build_here, diagnostics
from selectolax.lexbor import LexborHTMLParser

BLOCK = "{% block content %}"


def test_a_page_without_a_place_leads_to_what_is_there_wherever_the_site_is_put(project: Path):
    """404.html answers at any depth: its links begin at the host, below the folder of the site, and are checked so."""
    settings, template = project / "mkdocs.yml", project / "overrides" / "404.html"
    settings.write_text(settings.read_text("utf-8").replace("//sound.example/", "//sound.example/trust"), "utf-8")
    text = template.read_text("utf-8")

    def lead_to(target: str) -> tuple[int, list[str]]:
        template.write_text(text.replace(BLOCK, BLOCK + f"<a href=\"{{{{ '{target}' | url }}}}\">A page</a>"), "utf-8")
        return build_here(project)

    assert lead_to("page/#part")[0] == 0
    page = LexborHTMLParser((project / "site" / "404.html").read_text("utf-8"))
    assert page.css_first("main a").attributes["href"] == "/trust/page/#part"
    code, printed = lead_to("page/#gone")
    (line,) = diagnostics(printed)
    assert code == 1
    place = f"overrides/404.html:{text[: text.index(BLOCK)].count(chr(10)) + 1}"
    assert line.startswith(f'{place}: What stands around the text of /404.html refers to "/page/#gone", which is not')
