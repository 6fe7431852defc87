"""Manner is advised upon where it is the page's own, and in English; what others have named or said is left alone."""

from pathlib import Path

import pytest
from small_site import project, told

OTHERS = """
A parent said: “We couldn't have asked for more; it was robust!”
He said “this is for you.” Then ask us.
A pupil wrote "Hubs are great!" on the wall.
The play this term is *Oliver!* and all may come.
Teachers of the Maths Hub meet here, and we don't mind; can you come?
Ask for [the Robust Portal](https://www.example.org/).
Our address is The Old Dairy, Unit 4, Hendred Way, Hazelton HZ14 2AW.
We follow the Health and Safety Executive (HSE). HSE rules are on GOV.UK.
Mrs. Smith, Dr. Jones and J. Smith came. So did the Rev. Brown. So did St. Anne's. It was fun. All left.
""".strip().split("\n")
OWN = {
    "Bring a pen, eg a blue one.": '"eg"',
    "Hubs are here.": '"Hubs"',
    "This is new!": '"!"',
    "PLEASE DO NOT PARK here.": '"PLEASE DO NOT PARK"',
    "Ask the XYZ, which knows.": '"XYZ"',
    "Ask the head teacher.": '"head teacher"',
    "It is so. It is so. It is so. It is so. It is so. It is so.": "6 sentences",
    f"We say {'and so on, ' * 10}and on.": "34 words",
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one build advises of one page, each sentence in a paragraph of its own."""
    text = "# Words\n\n" + "\n\n".join([*OTHERS, *OWN]) + "\n"
    root: Path = project(tmp_path_factory.mktemp("words") / "project", {"words.md": text})
    source = (root / "docs" / "words.md").read_text("utf-8").split("\n")
    return [f"{source[int(line.split(':')[1]) - 1]} => {line}" for line in told(root) if "words.md" in line]


@pytest.mark.parametrize("sentence", OTHERS)
def test_what_others_say_is_left_alone(lines: list[str], sentence: str):
    """Quotations, titles, names, and names in links; contractions and semicolons are right."""
    assert [line for line in lines if line.startswith(f"{sentence} => ")] == []


@pytest.mark.parametrize(("sentence", "words"), OWN.items())
def test_a_page_hears_of_its_own_manner(lines: list[str], sentence: str, words: str):
    """As advice, with the words that are meant, at their line."""
    (line,) = [line for line in lines if line.startswith(f"{sentence} => ")]
    assert ": Advice: " in line
    assert words in line
