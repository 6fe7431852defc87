"""A page in another language is marked as such, part by part, and each version leads to the others."""

from pathlib import Path

import pytest
from small_site import PAGES, built, page, project, read, told
from website import languages
from website.checks.languages import RULES

POLISH = """# Co to kosztuje

Szkoły pomagają sobie nawzajem, a każda z nich pozostaje sobą. Dyrektor prowadzi szkołę na swój sposób. Lokalni
zarządcy znają rodziny, którym szkoła służy. Gdy jedna szkoła potrzebuje pomocy, wszystkie się włączają. Opłata jest
mała i każdy może zobaczyć, na co jest wydawana. Proszę zapytać w szkole, jeśli coś jest niejasne!
BHP, i.e. nic; w Krainie Czarów.
"""
ENGLISH = """# What it costs

Schools help each other, and each of them stays itself. The head runs the school in their own way. Local governors know
the families that the school serves. When one school needs help, all join in. The price is small, and you can see what
it is for. Ask at your school if there is something that is not clear to you.
"""


def versions(to: Path, **front: str) -> Path:
    """Return a project with a page in Polish."""
    text = page(POLISH, **{"lang": "pl", "translation_of": "cost.md", **front})
    return project(to, {"join/koszty.md": text.replace("about co to", "in Polish, co to")})


def test_a_page_declares_its_language_and_that_of_its_frame(tmp_path: Path):
    """A screen reader says each part in its own language."""
    tree = read(built(versions(tmp_path)), "join/koszty")
    assert tree.root.attributes["lang"] == "pl"
    for frame in (".t-skip", ".t-header", ".t-footer", ".t-end"):
        assert tree.css_first(frame).attributes["lang"] == "en-GB", frame
    assert "dir" not in tree.root.attributes


def test_each_version_leads_to_the_others_by_their_own_names(tmp_path: Path):
    """After the main heading, in words and not in flags, and in the head for machines."""
    site = built(versions(tmp_path))
    english, polish = read(site, "join/cost"), read(site, "join/koszty")
    link = english.css_first("main h1 + nav.t-languages a")
    assert (link.text(), link.attributes["lang"], link.attributes["hreflang"]) == ("Polski", "pl", "pl")
    assert link.attributes["href"] == "../../join/koszty/"
    link = polish.css_first("main h1 + nav.t-languages a")
    assert (link.text(), link.attributes["lang"], link.attributes["hreflang"]) == ("English", "en-GB", "en-GB")
    for tree in (english, polish):
        assert {node.attributes["hreflang"]: node.attributes["href"] for node in tree.css('link[rel="alternate"]')} == {
            "en-GB": "https://small.example/join/cost/",
            "pl": "https://small.example/join/koszty/",
        }
    assert not read(site, "join").css(".t-languages")


def test_a_language_from_right_to_left_turns_the_text_and_not_the_frame(tmp_path: Path):
    """Arabic begins at the right; our menu does not."""
    text = page("# كم يكلف\n\nالسعر صغير.\n", lang="ar", translation_of="cost.md")
    site = built(project(tmp_path, {"join/arabic.md": text}))
    tree = read(site, "join/arabic")
    assert (tree.root.attributes["lang"], tree.root.attributes["dir"]) == ("ar", "rtl")
    assert tree.css_first(".t-header").attributes["dir"] == "ltr"
    link = read(site, "join/cost").css_first(".t-languages a")
    assert (link.text(), link.attributes["dir"]) == ("العربية", "rtl")


def test_a_title_in_another_language_is_marked_in_menus(tmp_path: Path):
    """The list of all pages, and the menu if it stands there, say its title in its own language."""
    text = page(POLISH, lang="pl")
    site = built(
        project(
            tmp_path, {"join/koszty.md": text, "join/index.md": PAGES["join/index.md"] + "\n[Po polsku](koszty.md).\n"}
        )
    )
    found = [
        link.attributes.get("lang") for link in read(site, "").css("header a") if "koszty" in link.attributes["href"]
    ]
    assert found
    assert set(found) == {"pl"}


def test_rules_for_english_leave_it_alone(tmp_path: Path):
    """Short forms and signs are those of English; the same page as English is refused."""
    assert told(versions(tmp_path)) == []
    ids = {line.rpartition("[")[2] for line in told(project(tmp_path, {"join/koszty.md": page(POLISH)}))}
    assert ids >= {"sign]", "latin]", "short-form]"}


def test_a_translation_is_not_asked_about_figures(tmp_path: Path):
    """A day of the ledger has another month in Polish; what is nearly a number of it is told in any language."""
    row = "| The line | 0345 050 7666 | Our office | 23 November 2026 |\n"
    polish = "# Koszty\n\nOd 1 grudnia 2024, 7%: 0345 050 7666.\n"
    pages = {
        "about/facts.md": PAGES["about/facts.md"] + row,
        "join/koszty.md": page(polish, lang="pl", translation_of="cost.md"),
    }
    root = project(tmp_path, pages)
    assert told(root) == []
    (root / "docs" / "join" / "koszty.md").write_text(pages["join/koszty.md"].replace("7666", "7667"), "utf-8")
    assert ["[ledger-slip]" in line for line in told(root) if "Advice" not in line] == [True]


@pytest.mark.parametrize(
    ("text", "front", "line", "says"),
    [
        (POLISH, {}, 1, "This page is not in English."),
        (ENGLISH, {"lang": "pl"}, 7, 'This page says that its language is "pl" (Polski), and it is in English.'),
    ],
)
def test_a_page_that_misdeclares_its_language_is_told(tmp_path: Path, text: str, front: dict, line: int, says: str):
    """Both ways round: it would be read out in the wrong voice."""
    (found,) = told(project(tmp_path, {"join/cost.md": page(text, **front)}), only="language-declared")
    assert found.startswith(f"docs/join/cost.md:{line}: {says}")


def test_a_page_that_declares_its_language_is_right(tmp_path: Path):
    """The near misses of language-declared: English, Polish, and words too few to say."""
    pages = {
        "join/cost.md": ENGLISH,
        "join/koszty.md": page(POLISH, lang="pl"),
        "join/short.md": page("# Tak\n\nTak.\n"),
    }
    assert told(project(tmp_path, pages), only="language-declared") == []
    assert not languages.misdeclared("pl", ENGLISH[:150])
    assert languages.misdeclared("pl", ENGLISH)
    assert languages.misdeclared("en-GB", POLISH)


@pytest.mark.parametrize(("code", "is_known"), [("polish", False), ("xx", False), ("pl", True), ("pt-BR", True)])
def test_a_code_of_no_language_is_told(tmp_path: Path, code: str, is_known: bool):
    """With its line; the near miss has a region."""
    found = told(project(tmp_path, {"join/koszty.md": page(POLISH, lang=code)}), only="language-code")
    assert bool(found) != is_known
    assert all(line.startswith(f'docs/join/koszty.md:7: "{code}" is the code of no language.') for line in found)


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ({"lang": "pl", "translation_of": "nowhere.md"}, "which is no other page of docs/"),
        ({"lang": "pl", "translation_of": "koszty.md"}, "which is no other page of docs/"),
        ({"translation_of": "cost.md"}, "both are in one language"),
    ],
)
def test_a_translation_of_nothing_is_told(tmp_path: Path, front: dict[str, str], says: str):
    """It leads to a page that is there, is not itself, and is in another language."""
    (found,) = told(project(tmp_path, {"join/koszty.md": page(POLISH, **front)}), only="translation-of")
    assert says in found


def test_a_translation_of_a_translation_is_told(tmp_path: Path):
    """All versions name one page, so that each is reached from it."""
    root = versions(tmp_path)
    text = page("# Cena\n\nTak.\n", lang="cs", translation_of="koszty.md")
    (root / "docs" / "join" / "cena.md").write_text(text, "utf-8")
    (found,) = told(root, only="translation-of")
    assert "which is itself a translation" in found


def test_languages_call_themselves_by_their_names():
    """As their speakers write them, and as a list would begin them."""
    names = {code: languages.own_name(code) for code in ("pl", "en-GB", "uk", "ar", "cy", "pt-BR", "xx")}
    assert names == {
        "pl": "Polski",
        "en-GB": "English",
        "uk": "Українська",
        "ar": "العربية",
        "cy": "Cymraeg",
        "pt-BR": "Português (Brasil)",
        "xx": "",
    }
    assert set(RULES) == {"language-code", "language-declared", "translation-of"}
