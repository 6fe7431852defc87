"""Compress: beside each text file stand its copies for servers that send files as they are: .gz and .br."""

import gzip
from collections.abc import Callable
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


def compress(each: Callable, tree: Path) -> None:
    """Compress every text file of `tree` that is worth it."""
    files = [f for f in sorted(tree.rglob("*")) if f.suffix in _TEXT and f.stat().st_size >= _WORTH_IT]
    for _ in each(compress_file, files):
        pass
