"""Ordinary slips of spelling are found with a guess."""

import re
from pathlib import Path

import pytest
from small_site import page, project, told

SLIPS = """accomodation adress attendence begining beleive buisness childern commitee definately enviroment existance
goverment hte independant knowlege maintainance neccessary noticable occured parnets publically recieve recomend
responsability seperate succesful techer tommorow thier truely untill""".split()  # noqa: SIM905 (a list of words)
MEANT = {"hte": "the", "goverment": "government", "beleive": "believe", "childern": "children"}


def test_ordinary_slips_are_found_with_a_guess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Each once a page, at its line; of very many, the first have a guess, since each takes time."""
    monkeypatch.setattr("website.diagnostics.MOST_OF_A_PAGE", 99)
    text = "# A page\n\n" + "\n".join(f"We {slip} it, and {slip} it." for slip in SLIPS) + "\n"
    lines = told(project(tmp_path, {"a.md": page(text)}), only="spelling")
    found = [re.match(r'docs/a\.md:(\d+): Advice: "(\w+)" may be misspelt(?:: ([^?]+)\?|\.) ', line) for line in lines]
    assert [(int(one[1]), one[2]) for one in found] == list(enumerate(SLIPS, 11))
    guesses = {one[2]: one[3] for one in found if one[3]}
    assert len(guesses) == 20
    assert MEANT.items() <= guesses.items()
