"""Tables are read as GitHub's Markdown has them: a bar behind a backslash parts no cells, and code holds no table."""

from website.pages.tables import read_rows


def test_rows_are_those_that_a_reader_sees():
    """Each with its line; a row with fewer cells than its table has heads is told elsewhere."""
    table = "| What | Read |\n|---|---|\n| a \\| b | c |\n| d |\n"
    text = f"````\n```\n{table}````\n\n{table}\nWhat | Read\n---|---\ne | f\n"
    rows = [(row.cells, row.line) for row in read_rows(text)]
    assert rows == [(("a \\| b", "c"), 11), (("e", "f"), 16)]
