"""Settings and front matter that cannot be read, or would grow without end, are told with the line."""

import pytest
from website.pages.yaml_lines import read_mapping


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- a\n", 5),
        ("", 5),
        ("a: 1\nb: &b [*b]\n", 6),
        ("a: 1\nb: " + "[" * 500 + "]" * 500, 6),
        ("a: " + "{b: " * 100_000, 5),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int):
    """A list instead of names, nothing, what holds itself, or is nested without end."""
    error = read_mapping(text, first_line=5).error
    assert error
    assert error[0] == line


def test_an_anchor_and_a_few_nests_are_read():
    """They grow no further."""
    assert read_mapping('a: &a x\nb: [[[y]]]\nc: {d: x, e: "f:g", "h:i": ""}\n').error is None
