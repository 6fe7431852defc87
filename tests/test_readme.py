"""The papers are true: what they name is there, and what they tell people to type can be run and does what it says."""

import re

from helpers import ROOT
from website.checks.site import LIMITS
from website.proposal import COMPONENTS
from website.transforms.styles import PREFIX, read_styles

README = (ROOT / "README.md").read_text("utf-8")
DEVELOPING = (ROOT / "DEVELOPING.md").read_text("utf-8")
TEXT = README + DEVELOPING
# What the scripts make and git does not keep, and folders that come with the first file that an editor puts there.
MADE = {"site/", ".venv/", ".build/", ".build/error.txt", ".build/proposal/", "docs/photos/", "docs/documents/"}
# Examples of what an editor might call a file, and files that are told by their name alone.
EXAMPLES = {
    "contact.md",
    "tests/checks/site/docs/link-shout.md",
    "term-dates.md",
    "join/heads/",
    "look-here-first.html",
    "home.html",
}
COMMANDS = sorted(file.stem for file in (ROOT / "scripts").glob("*.py") if file.stem != "bootstrap")


def test_it_is_short():
    """At most 120 lines, so that it is read; it opens with a picture and the two commands."""
    assert len(README.splitlines()) <= 120
    assert "![" in README[:200]


def test_every_path_it_names_is_there():
    """Each path between backquotes exists, in git or by its line in .gitignore."""
    named = re.findall(r"`([\w.][^`\s<]*)`", TEXT)
    paths = {word for word in named if "/" in word or re.search(r"\.\w{2,4}$", word)} - EXAMPLES - MADE
    assert len(paths) >= 30
    for path in paths - {"origin/main"}:
        assert (ROOT / path).exists() or path in {f"{name}.py" for name in COMMANDS}, path


def test_every_command_is_told_with_options_that_it_knows():
    """Each has its row, and no other is told."""
    assert set(re.findall(r"\b(?:python3|py) scripts/(\w+)\.py", TEXT)) == set(COMMANDS)
    code = "".join(file.read_text("utf-8") for file in (ROOT / "scripts" / "website").glob("*.py"))
    rows = dict(re.findall(r"\| `python3 scripts/(\w+)\.py` \|(.*)", TEXT))
    assert sorted(rows) == COMMANDS
    options = {option for row in rows.values() for option in re.findall(r"`(--\w+)`", row)}
    assert [option for option in options if f'"{option}"' not in code] == []


def test_every_field_of_front_matter_is_told():
    """The table has the fields that the checks know, and no other."""
    asked = LIMITS["front_matter"]
    table = README[README.index("| field | what it is |") : README.index("## What a page may have")]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == {
        *asked["required"],
        *asked["allowed"],
    }


def test_every_form_it_tells_has_its_style():
    """What an editor types as a class or a box is a component, and is drawn."""
    table = README[README.index("| what | how it is typed | see |") :]
    forms = re.findall(r"`div` `([\w-]+)`|`!!! (\w+)", table)
    assert len(forms) >= 12
    classes = read_styles(ROOT / "overrides" / "assets" / "css").classes
    names = {"".join(form) for form in forms}
    assert {PREFIX + name for name in names} <= classes
    assert names <= set(COMPONENTS)  # each is drawn
