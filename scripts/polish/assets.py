"""Assets: what pages share is named by its content and kept for ever; what nothing refers to is not published."""

import hashlib
import re
from pathlib import Path

# A name with a hash in it: main.57a0d79d.min.css
_HASHED = re.compile(r"\.[0-9a-f]{8}\.")
_SHARED = {".css", ".js"}
_SOURCE_MAP = re.compile(r"\s*/[/*]# sourceMappingURL=\S+(?:\s*\*/)?\s*$")


def read_text(file: Path) -> str:
    """Return the text of a shared file; what is no UTF-8 in it is not published, and is read as well as can be."""
    return file.read_text("utf-8", errors="replace")


def rename_by_content(tree: Path, last: str) -> dict[str, str]:
    """Give each script and style sheet without a hash a name with one; return the new names by the old, from the root.

    Notes on source maps are taken out of them first. A file whose name matches the pattern `last` names others, between
    double quotes: their new names are put into it, and then it gets its own.
    """
    names: dict[str, str] = {}
    shared = [file for file in sorted(tree.rglob("*")) if file.suffix in _SHARED]
    for file in sorted(shared, key=lambda file: file.match(last)):
        code, is_last = _SOURCE_MAP.sub("\n", read_text(file)), file.match(last)
        if is_last:
            for old, new in names.items():
                code = code.replace(f'"{old}"', f'"{new}"')
        file.write_text(code, encoding="utf-8")
        # The style sheets are not as their maker named them, and so get a new hash.
        if file.suffix == ".css" or is_last or not _HASHED.search(file.name):
            path, mark = file.relative_to(tree).as_posix(), hashlib.sha256(code.encode()).hexdigest()[:8]
            names[path] = f"{_HASHED.sub('.', path).removesuffix(file.suffix)}.{mark}{file.suffix}"
            file.rename(tree / names[path])
    return names


def prune(tree: Path, named: set[str]) -> None:
    """Delete what nothing refers to: source maps, and files of assets/ that neither pages nor kept files name.

    `named` holds the names, without folders, that stand in the pages.
    """
    for file in tree.rglob("*.map"):
        file.unlink()
    waiting = {file for file in (tree / "assets").rglob("*") if file.is_file()}
    kept = {file for file in waiting if file.name in named}
    while kept:
        waiting -= kept
        said = "\0".join(read_text(file) for file in kept if file.suffix in {".css", ".js", ".svg"})
        kept = {file for file in waiting if file.name in said}
    for file in waiting:
        file.unlink()
    for folder in sorted((tree / "assets").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def write_headers(tree: Path) -> None:
    """Write what hosts that read a _headers file are to say: hashed names for ever, pages asked for again each time."""
    lines = ["/*", "  Cache-Control: no-cache", "  X-Content-Type-Options: nosniff"]
    for file in sorted((tree / "assets").rglob("*")):
        if file.is_file() and _HASHED.search(file.name):
            lines += [f"/{file.relative_to(tree).as_posix()}", "  ! Cache-Control"]
            lines += ["  Cache-Control: public, max-age=31536000, immutable"]
    (tree / "_headers").write_text("\n".join(lines) + "\n", encoding="utf-8")
