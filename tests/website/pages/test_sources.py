"""What editors wrote is read with its lines, whatever program saved it, and what cannot be read is told."""

from pathlib import Path

import pytest
from website.pages.sources import Source, read_sources
from website.pages.yaml_lines import read_mapping

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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- a\n", 5),
        ("", 5),
        ("a: 1\nb: &b [*b]\n", 6),
        ("a: 1\nb: " + "[" * 500 + "]" * 500, 6),
        ("a: " + "{b: " * 100_000, 5),
        ('a: &a x\nb: [[[y]]]\nc: {d: x, e: "f:g", "h:i": ""}\n', None),
    ],
)
def test_fields_that_cannot_be_read_are_told_with_their_line(text: str, line: int | None):
    """A list instead of names, nothing, what holds itself, or is nested without end; an anchor and a few nests are."""
    error = read_mapping("\n" * 4 + text).error
    assert (error and error[0]) == line
