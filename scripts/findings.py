"""What a check reports: one place, what is wrong there, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One thing found in one line of one file; a notice is told to the editor but stops nothing."""

    path: str  # from the project's root, with forward slashes
    line: int  # counted from 1
    what: str  # a sentence: what is wrong
    remedy: str  # a sentence or two: what to do
    rule: str  # the name of the rule, and of its folder in tests/broken/
    notice: bool = False

    def __str__(self) -> str:
        """Return `path:line: what is wrong. What to do.`, the one form in which findings are printed."""
        return f"{self.path}:{self.line}: {'Notice: ' if self.notice else ''}{self.what} {self.remedy}"
