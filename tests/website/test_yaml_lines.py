"""Settings and front matter are read with the line of each entry."""

from website.yaml_lines import read_mapping


def test_each_entry_has_its_line_and_its_text_as_written():
    """Dates, numbers and yes stay the words that an editor typed."""
    read = read_mapping("title: Yes\nreviewed: 2026-01-31\nsearch: [wages, sick pay]\n", first_line=2)
    assert {name: (entry.value, entry.line) for name, entry in read.entries.items()} == {
        "title": ("Yes", 2),
        "reviewed": ("2026-01-31", 3),
        "search": ("", 4),
    }
    assert read.entries["search"].inner == ["wages", "sick pay"]
    assert read.error is None


def test_a_name_that_stands_twice_is_known_at_any_depth():
    """With both lines; the same name in another mapping is another name."""
    read = read_mapping("a:\n  b: 1\n  c:\n    - d: 1\n      d: 2\n  b: 3\nb: 4\na: 5\n")
    assert set(read.repeated) == {("d", 5, 4), ("b", 6, 2), ("a", 8, 1)}


def test_what_cannot_be_read_is_told_with_its_line():
    """A tab, a list instead of names, nothing at all."""
    tab, items, nothing = (read_mapping(text, first_line=5).error for text in ("a: 1\n\tb: 2\n", "- a\n", ""))
    assert tab is not None
    assert tab[0] == 6
    assert items == (5, "it is no list of names and values")
    assert nothing == (5, "empty")
