"""Words: what the list of right spellings held is kept from build to build, and believed no longer than the list."""

import os
from pathlib import Path

from small_site import project, told

_SLIPS = {"join/cost.md": "# What it costs\n\nA carful sentence, and a recieved letter.\n"}


def test_words_that_were_found_right_are_kept(tmp_path: Path) -> None:
    """A word that is kept is right; one that a killed build wrote in part, or of an older list, is looked up again."""
    root = project(tmp_path, _SLIPS)
    slips = ['"carful" may be misspelt', '"recieved" may be misspelt']
    assert [slip in "\n".join(told(root, only="spelling")) for slip in slips] == [True, True]
    kept = root / ".build" / "spelling.txt"
    assert {"sentence", "letter"} <= set(kept.read_text("utf-8").splitlines())
    kept.write_text("carful\nrecieved", "utf-8")
    assert [slip in "\n".join(told(root, only="spelling")) for slip in slips] == [False, True]
    os.utime(kept, (0, 0))
    assert [slip in "\n".join(told(root, only="spelling")) for slip in slips] == [True, True]
