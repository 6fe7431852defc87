"""Text: the words of readers in one plain form, so that two of them can be compared."""


def plain(text: str | None) -> str:
    """Return `text` with single spaces and straight apostrophes."""
    return " ".join((text or "").split()).replace("’", "'")
