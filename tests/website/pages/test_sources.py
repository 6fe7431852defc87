"""What editors wrote is read with its lines, whatever program saved it, and what cannot be read is told."""

from pathlib import Path

import pytest
from website.pages.sources import Source, read_sources

FRONT = "---\ntitle: A page\n---\n\n"


def read(root: Path, content: bytes, name: str = "docs/page.md") -> tuple[list[Source], list[str]]:
    """Return what is read of a project with one file, and the diagnostics as they are printed."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(content)
    sources, findings = read_sources(root)
    return sources, [str(finding) for finding in findings]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ((FRONT + "# Café\n").encode("utf-16"), 1),
        (FRONT.encode() + b"# Fine\n\0\n", 6),
        ((FRONT + "# Fine\n").replace("\n", "\r\n").encode(), None),
    ],
    ids=["UTF-16", "zero byte", "lines of Windows"],
)
def test_text_in_another_encoding_is_told_with_its_line(tmp_path: Path, content: bytes, line: int | None):
    """Only UTF-8 is taken; the rest is read on as well as can be, so that one run tells everything."""
    sources, found = read(tmp_path, content)
    assert [told.split(" ")[0] for told in found] == ([f"docs/page.md:{line}:"] if line else [])
    assert sources[0].front["title"].value == "A page"
    assert sources[0].body_line == 4
