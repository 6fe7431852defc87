"""Compress: beside each text file stand its copies for servers that send files as they are: .gz and .br."""

import gzip
from pathlib import Path

import brotli

_TEXT = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt"}
# Brotli's levels: the best (11) takes twenty times as long as these for a few bytes in a hundred less.
_LEVEL_OF_SHARED, _LEVEL_OF_PAGES = 9, 5
_WORTH_IT = 512  # bytes; smaller files fit one packet as they are


def compress_file(file: Path) -> None:
    """Write `file`.gz and `file`.br, the same bytes for the same content: without name or time."""
    content = file.read_bytes()
    level = _LEVEL_OF_PAGES if file.suffix == ".html" else _LEVEL_OF_SHARED
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    file.with_name(file.name + ".br").write_bytes(brotli.compress(content, quality=level))


def files(tree: Path) -> list[Path]:
    """Return the text files of `tree` that are worth it."""
    return [file for file in sorted(tree.rglob("*")) if file.suffix in _TEXT and file.stat().st_size >= _WORTH_IT]
