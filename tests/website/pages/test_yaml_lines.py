"""Settings and front matter are read with the line of each entry."""

import pytest
from website.pages.yaml_lines import read_mapping


def test_each_entry_has_its_line_and_its_text_as_written():
    """Dates, numbers and yes stay the words that an editor typed."""
    mapping = read_mapping("title: Yes\nreviewed: 2026-01-31\nsearch: [wages, sick pay]\n", first_line=2)
    assert {name: (entry.value, entry.line) for name, entry in mapping.entries.items()} == {
        "title": ("Yes", 2),
        "reviewed": ("2026-01-31", 3),
        "search": ("", 4),
    }
    assert mapping.entries["search"].inner == ["wages", "sick pay"]
    assert mapping.error is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n\tb: 2\n", 6),
        ("- a\n", 5),
        ("", 5),
        ("a: 1\nb: &b [*b]\n", 6),
        ("a: &a x\nb: *a\n", 6),
        ("a: 1\nb: " + "[" * 500 + "]" * 500, 6),
        ("a: " + "{b: " * 100_000, 5),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int):
    """A tab, a list instead of names, nothing, what holds itself, or is nested without end."""
    error = read_mapping(text, first_line=5).error
    assert error
    assert error[0] == line


def test_an_anchor_and_a_few_nests_are_read():
    """They grow no further."""
    assert read_mapping('a: &a x\nb: [[[y]]]\nc: {d: x, e: "f:g", "h:i": ""}\n').error is None
