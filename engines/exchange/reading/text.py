"""What encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engines.exchange.errors import FileUnreadable

_SAMPLE = 1 << 20
# What a byte that fits no encoding becomes under Python's surrogateescape.
LOST = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_MAGIC = {
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "excel",
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"SQLite format 3": "database",
    b"\x1f\x8b": "gzip",
    b"PAR1": "parquet",
}


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec name, what people call it, and why it was chosen."""

    codec: str
    name: str
    why: str


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say what is wrong with a file that cannot be read. Raises FileUnreadable."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileUnreadable(path, "missing") from error
    except PermissionError as error:
        raise FileUnreadable(path, "not allowed") from error
    except OSError as error:
        raise FileUnreadable(path, "broken off", detail=str(error.strerror)) from error


def detect(path: Path) -> Encoding:
    """The encoding of a text file. Raises FileUnreadable (missing, folder, empty, binary)."""
    with readable(path):
        if path.is_dir():
            raise FileUnreadable(path, "folder")
        with path.open("rb") as file:
            head = file.read(_SAMPLE)
        return _encoding(path, head)


def _encoding(path: Path, head: bytes) -> Encoding:
    if not head:
        raise FileUnreadable(path, "empty")
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise FileUnreadable(path, what)
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
    ):
        if head.startswith(mark):
            return Encoding(codec, name, "byte order mark")
    if b"\x00" in head.partition(b"\n")[0]:
        unmarked = _unmarked(head)
        if unmarked is None:
            raise FileUnreadable(path, "binary")
        return Encoding(unmarked, "UTF-16", "every other byte is zero")
    if _is_utf8(path):
        return Encoding("utf-8", "UTF-8", "all bytes fit")
    if _is_nearly_utf8(path):
        return Encoding("utf-8", "UTF-8", "most bytes fit")
    return Encoding("cp1252", "Windows-1252", "bytes that are not UTF-8")


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without its mark: column names are ASCII, so every other byte of them is zero."""
    even, odd = set(head[:16:2]), set(head[1:16:2])
    if len(head) % 2 or (0 in even) == (0 in odd):
        return None
    if odd == {0}:
        return "utf-16-le"
    return "utf-16-be" if even == {0} else None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_SAMPLE):
            yield chunk


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(path: Path) -> bool:
    """Whether more of what lies beyond ASCII is UTF-8 than not: a few bytes were damaged.

    Read as Windows-1252, every other accent of such a file would silently become two letters.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    fits = 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        broken = len(LOST.findall(text))
        fits += len(_BEYOND_ASCII.findall(text)) - 2 * broken
    return fits > 0
