"""Compress: beside each text file stand its copies for servers that send files as they are: .gz and .br."""

import gzip
from pathlib import Path

import brotli

_TEXT = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt"}
# Brotli's best level takes twenty times as long as this one, for three in a hundred fewer bytes.
_BROTLI_LEVEL = 9
_WORTH_IT = 512  # bytes; smaller files fit one packet as they are


def compress_file(file: Path) -> None:
    """Write `file`.gz and `file`.br, the same bytes for the same content: without name or time."""
    content = file.read_bytes()
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    file.with_name(file.name + ".br").write_bytes(brotli.compress(content, quality=_BROTLI_LEVEL))


def files(tree: Path) -> list[Path]:
    """Return the text files of `tree` that are worth it."""
    return [file for file in sorted(tree.rglob("*")) if file.suffix in _TEXT and file.stat().st_size >= _WORTH_IT]
