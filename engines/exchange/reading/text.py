"""What encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from engines.exchange.errors import FileUnreadable

_SAMPLE = 1 << 20
_MAGIC = {
    b"PK\x03\x04": "zip",
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


def detect(path: Path) -> Encoding:
    """The encoding of a text file. Raises FileUnreadable (missing, folder, empty, binary)."""
    if path.is_dir():
        raise FileUnreadable(path, "folder")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_SAMPLE)
            whole = size <= _SAMPLE
    except FileNotFoundError as error:
        raise FileUnreadable(path, "missing") from error
    except OSError as error:
        raise FileUnreadable(path, "not allowed", detail=str(error.strerror)) from error
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
    if b"\x00" in head:
        raise FileUnreadable(path, "binary")
    if _is_utf8(path, head, whole):
        return Encoding("utf-8", "UTF-8", "all bytes fit")
    return Encoding("cp1252", "Windows-1252", "bytes that are not UTF-8")


def _is_utf8(path: Path, head: bytes, whole: bool) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head, final=whole)
        if not whole:
            with path.open("rb") as file:
                file.seek(len(head))
                while chunk := file.read(_SAMPLE):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
