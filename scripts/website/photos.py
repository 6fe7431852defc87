"""Photos: an original of docs/photos/ becomes files for screens under assets/photos/, made once and kept.

An original is never published. What is made of it is kept in .build/photos/ under a name that says what it was made
of: the bytes of the original, our settings and the versions of the libraries. Nothing there is believed unseen: a file
that is not as the last build left it is read, and made again if its bytes are not those that were written.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from website.diagnostics import Diagnostic, declare
from website.photo_kinds import PhotoError, kind_of

if TYPE_CHECKING:
    from website import shrink

FOLDER = "photos/"  # in docs/
ADDRESS = "assets/photos/"

RULES = declare(
    {
        "photo-kind": "A photo is a JPEG, PNG, WebP or HEIC, as its name says.",
        "photo-broken": "A photo can be opened.",
        "photo-size": "A photo has at most 25 MB and 100 megapixels.",
        "photo-moves": "A photo stands still.",
    }
)

MOST_BYTES = 25_000_000
# A phone shows one of at most 960 dots across; every other screen may take the widest.
_MOST_BYTES_ON_A_PHONE, _MOST_BYTES_ELSEWHERE, _WIDEST_ON_A_PHONE = 40_000, 120_000, 960
_KINDS = {"avif": ".avif", "jpeg": ".jpg"}
# Change it when shrink.py makes other pictures of the same photo.
_SETTINGS = "1"
_DAYS_KEPT = 30  # without use: as long as a change may wait on a branch of its own
_NEW, _DAYS_LEFT = "new-", 1 / 24  # what is being written; after an hour, what a build that was killed has left
_TRUSTED_AFTER = 2  # seconds; a file may change twice within the time that its system calls one moment
_UPRIGHT = 1.1  # times as high as wide
# A version that is hardly wider than the one before is not worth its place in the page.
_WORTH_A_VERSION = 1.15


@dataclass(frozen=True)
class Form:
    """How a photo stands in a page: the widths that it is made in, and how wide it is shown."""

    widths: tuple[int, ...]  # dots
    sizes: str  # what the browser is told; photo.css makes it so


# Phones have two to four dots where eyes tell two apart. They are told of 15rem, so that none of them takes a file
# that is wider than 960 dots, upright or on its side.
_ON_A_PHONE = "(max-width: 30rem) 15rem, (max-height: 30rem) 20rem, "
FORMS = {
    "": Form((640, 960, 1280), _ON_A_PHONE + "38rem"),
    "portrait": Form((320, 640, 960), "20rem"),
    "wide": Form((640, 960, 1760), _ON_A_PHONE + "55rem"),
}


@dataclass(frozen=True)
class Version:
    """One file for screens, as it is published."""

    kind: str  # avif or jpeg
    width: int
    height: int
    address: str  # from the site's root


_Sizes = dict[str, tuple[int, int]]  # width and height of each kind


@dataclass(frozen=True)
class _Original:
    digest: str
    kind: str
    width: int
    height: int


class Photos:
    """The photos of one build. Each is made when a page first shows it, in the form that the page asks for."""

    def __init__(self, docs: Path, kept: Path, tree: Path) -> None:
        """Take originals from `docs`/photos, keep what is made of them in `kept`, and publish it in `tree`."""
        self._docs, self._kept, self._tree = docs, kept, tree
        self._known, self._sound = _read_index(kept / "index.json")
        self._seen: dict[str, list[object]] = {}
        self._used: dict[str, _Sizes] = {}  # by the name of the entry
        self._originals: dict[str, _Original | None] = {}
        self._shown: dict[tuple[str, str], tuple[Version, ...]] = {}
        self.by_address: dict[str, str] = {}  # what is published, and the original: a path from docs/
        self.found: list[Diagnostic] = []
        self.encoded = 0  # files that this build had to make

    def has(self, path: str) -> bool:
        """Whether `path`, from docs/, is a photo: it may still be one that cannot be shown."""
        return path.startswith(FOLDER) and (self._docs / path).is_file()

    def show(self, path: str, form: str) -> tuple[str, tuple[Version, ...]]:
        """Return the form that suits a photo, and its versions: first AVIF, then JPEG, each from narrow to wide.

        There are none if the photo cannot be shown; `found` says why.
        """
        original = self._original(path)
        if not original:
            return form, ()
        if not form and original.height > _UPRIGHT * original.width:
            form = "portrait"
        if (path, form) not in self._shown:
            try:
                self._shown[path, form] = self._publish(path, original, FORMS[form])
            except PhotoError as error:
                self._tell(path, error)
                self._originals[path] = None
                return form, ()
        return form, self._shown[path, form]

    def close(self) -> None:
        """Remember what was seen, and forget what no build has used for a month."""
        if not self._kept.is_dir():
            return
        kept = {name: [_marks(self._kept / name), sizes] for name, sizes in self._used.items()}
        index = json.dumps({"files": self._seen, "kept": kept, "version": _maker()}, sort_keys=True)
        _write_whole(self._kept / "index.json", index.encode())
        for entry in self._kept.iterdir():
            with suppress(OSError):  # another build may be as far
                days = (time.time() - entry.stat().st_mtime) / (24 * 60 * 60)
                if entry.name in self._used:
                    os.utime(entry)
                elif entry.is_dir() and days > (_DAYS_LEFT if entry.name.startswith(_NEW) else _DAYS_KEPT):
                    shutil.rmtree(entry, ignore_errors=True)
                elif entry.name.startswith(_NEW) and days > _DAYS_LEFT:
                    entry.unlink()

    def _tell(self, path: str, error: PhotoError | OSError) -> None:
        if isinstance(error, OSError):
            error = PhotoError(f"This photo cannot be opened: {error.strerror}.", "Put it back.", "photo-broken")
        self.found.append(Diagnostic(f"docs/{path}", 1, error.what, error.remedy, error.check))

    def _original(self, path: str) -> _Original | None:
        if path not in self._originals:
            try:
                self._originals[path] = self._look_at(path)
            except (PhotoError, OSError) as error:
                self._tell(path, error)
                self._originals[path] = None
        return self._originals[path]

    def _look_at(self, path: str) -> _Original:
        """Return what there is to know of an original. One that did not change since the last build is not opened."""
        file = self._docs / path
        stat = file.stat()
        mark = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        known = self._known.get(path)
        if known and known[:4] == mark and len(known) == 8:
            self._seen[path] = known
            return _Original(*known[4:])  # type: ignore[arg-type]
        if stat.st_size > MOST_BYTES:
            what = f"This photo weighs {stat.st_size // 1_000_000} MB, and {MOST_BYTES // 1_000_000} is the most."
            raise PhotoError(what, "Save it again with fewer dots: 4,000 across are plenty.", "photo-size")
        with file.open("rb") as opened:
            kind = kind_of(opened.read(64), file.suffix)
        from website import shrink  # (its libraries load longer than unchanged photos take)

        width, height = shrink.size_of(file, kind)
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        if time.time() - max(stat.st_mtime, stat.st_ctime) > _TRUSTED_AFTER:
            self._seen[path] = [*mark, digest, kind, width, height]
        return _Original(digest, kind, width, height)

    def _publish(self, path: str, original: _Original, form: Form) -> tuple[Version, ...]:
        key = hashlib.sha256(f"{original.digest} {_maker()}".encode()).hexdigest()[:32]
        widths = _widths(original.width, form.widths)
        entries = {width: self._kept / f"{key}-{width}" for width in widths}
        made = {width: self._read(entry) for width, entry in entries.items()}
        if missing := [width for width, known in made.items() if known is None]:
            self._make(self._docs / path, original.kind, {width: entries[width] for width in missing})
            made |= {width: _read_entry(entries[width]) for width in missing}
        versions = []
        name = f"{_plain_name(path)}-{key[:10]}"
        for kind, ending in _KINDS.items():
            seen: set[int] = set()
            for width in widths:
                known = made[width]
                if known is None:
                    raise OSError(f"{self._kept} does not keep what is written there")
                if known[kind][0] in seen:  # a rough photo may have to be made narrower, and so the same twice
                    continue
                seen.add(known[kind][0])
                self._used[entries[width].name] = known
                address = f"{ADDRESS}{name}-{width}{ending}"
                if address not in self.by_address:
                    _link(entries[width] / kind, self._tree / address)
                self.by_address[address] = path
                versions.append(Version(kind, *known[kind], address))
        return tuple(sorted(versions, key=lambda one: (one.kind, one.width)))

    def _read(self, entry: Path) -> _Sizes | None:
        """Return width and height of each kind that is kept in an entry, which is read only if its marks changed."""
        with suppress(OSError, LookupError, TypeError, ValueError):
            marks, sizes = self._sound[entry.name]
            if marks == _marks(entry):
                return {kind: (int(sizes[kind][0]), int(sizes[kind][1])) for kind in _KINDS}
        return _read_entry(entry)

    def _make(self, file: Path, kind: str, entries: dict[int, Path]) -> None:
        """Make all that is missing of one photo: it is decoded once, and its versions are encoded side by side."""
        from website import shrink

        base = shrink.read(file, kind)
        self._kept.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as threads:
            jobs = {
                (width, to): threads.submit(shrink.encode, base, min(width, base.width), to, _budget)
                for width in sorted(entries, reverse=True)
                for to in _KINDS
            }
        self.encoded += len(jobs)
        for width, entry in entries.items():
            _write_entry(entry, {to: jobs[width, to].result() for to in _KINDS})


def _budget(width: int) -> int:
    """Return the most bytes of a file of this width."""
    return _MOST_BYTES_ON_A_PHONE if width <= _WIDEST_ON_A_PHONE else _MOST_BYTES_ELSEWHERE


def _widths(width: int, wanted: Sequence[int]) -> list[int]:
    """Return the widths in which a photo is made: none is wider than it is."""
    widths = [each for each in wanted if each <= width]
    if len(widths) < len(wanted) and width > _WORTH_A_VERSION * max(widths, default=0):
        widths.append(width)
    return widths


@cache
def _maker() -> str:
    """What makes the files: another version of a library may make others."""
    forms = [_MOST_BYTES_ON_A_PHONE, _MOST_BYTES_ELSEWHERE, _WIDEST_ON_A_PHONE]
    return f"{_SETTINGS} {forms} pillow {version('pillow')} heif {version('pillow-heif')}"


def _plain_name(path: str) -> str:
    """Return the name of a photo as part of an address: IMG_1234.JPG gives img-1234."""
    stem = unicodedata.normalize("NFKD", Path(path).stem.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:40].strip("-") or "photo"


def _link(file: Path, to: Path) -> None:
    """Put a kept file into the tree without copying it, where the system can."""
    to.parent.mkdir(parents=True, exist_ok=True)
    to.unlink(missing_ok=True)
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)


def _write_whole(file: Path, content: bytes) -> None:
    """Write a file so that others see all of it or nothing."""
    handle, name = tempfile.mkstemp(prefix=_NEW, dir=file.parent)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
    os.replace(name, file)


def _write_entry(entry: Path, encoded: dict[str, "shrink.Encoded"]) -> None:
    """Keep what was made of a photo in one width. It is there whole, or not at all."""
    new = Path(tempfile.mkdtemp(prefix=_NEW, dir=entry.parent))
    made = {}
    for kind, one in encoded.items():
        (new / kind).write_bytes(one.content)
        (new / kind).chmod(0o644)
        made[kind] = [one.width, one.height, hashlib.sha256(one.content).hexdigest()]
    (new / "made.json").write_text(json.dumps(made), "utf-8")
    try:
        new.rename(entry)
    except OSError:  # something is there: from another build that was faster, or damaged
        if _read_entry(entry) is None:
            _remove(entry)
            with suppress(OSError):
                new.rename(entry)
        shutil.rmtree(new, ignore_errors=True)


def _remove(entry: Path) -> None:
    """Remove what stands in the place of an entry, a folder or not."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)


def _marks(entry: Path) -> list[list[int]]:
    """Return size and time of each file of an entry. Raises OSError if one is not there."""
    stats = [os.stat(f"{entry}/{kind}") for kind in _KINDS]
    return [[stat.st_size, stat.st_mtime_ns] for stat in stats]


def _read_entry(entry: Path) -> _Sizes | None:
    """Return width and height of each kind that is kept in an entry; None if it is not there or not as written."""
    try:
        made = json.loads((entry / "made.json").read_bytes())
        sound = all(hashlib.sha256((entry / kind).read_bytes()).hexdigest() == made[kind][2] for kind in _KINDS)
        return {kind: (int(made[kind][0]), int(made[kind][1])) for kind in _KINDS} if sound else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _read_index(file: Path) -> tuple[dict[str, list[object]], dict[str, Any]]:
    """Return what the last build saw of the originals and of what is kept; nothing if it cannot be read."""
    try:
        index = json.loads(file.read_bytes())
        if index["version"] != _maker():
            return {}, {}
        return {path: known for path, known in index["files"].items() if isinstance(known, list)}, dict(index["kept"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}, {}


def originals(docs: Path) -> Iterable[str]:
    """Yield every file of docs/photos/, as a path from docs/; what a system leaves there of itself is none."""
    for file in sorted((docs / FOLDER).rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            yield file.relative_to(docs).as_posix()
