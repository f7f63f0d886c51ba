"""What a file is by its first bytes, and what encoding a text is in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engines.database.errors import BadValue
from engines.exchange.errors import FileUnreadable

_SAMPLE = 1 << 20
# What a byte that fits no encoding becomes under Python's surrogateescape.
LOST = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_MAGIC = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0": "excel",
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"SQLite format 3": "database",
    b"\x1f\x8b": "gzip",
    b"PAR1": "parquet",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Office wraps a file with a password
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# What can be chosen by hand: Python's name, and what people call it.
CHOICES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030",
    "cp932": "Shift-JIS",
    "big5hkscs": "Big5",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    **{f"cp125{n}": f"Windows-125{n}" for n in range(9)},
    **{f"iso8859-{n}": f"ISO-8859-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    "koi8-r": "KOI8-R",
    "mac-roman": "Mac Roman",
    "cp437": "DOS 437",
    "cp850": "DOS 850",
}
# Smaller encodings, and the larger ones that read all of them.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "utf-8-sig": "utf-8",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet that was not read."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec name, what people call it, and why it was chosen (a stable key).

    A spreadsheet has no codec, but the sheet that was read, and those that were not.
    """

    codec: str
    name: str
    why: str
    sheet: str = ""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def label(self) -> str:
        """The encoding as the command line says it: UTF-8, or XLSX, sheet “Orders”."""
        return f"{self.name}, sheet “{self.sheet}”" if self.sheet else self.name


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


def magic_of(path: Path) -> str:
    """What a file that is no text is: zip, excel, pdf … Raises FileUnreadable."""
    with readable(path):
        if path.is_dir():
            raise FileUnreadable(path, "folder")
        with path.open("rb") as file:
            head = file.read(32)
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")


def detect(path: Path, chosen: str | None = None) -> Encoding:
    """The encoding of a text file, unless one is chosen.

    Raises FileUnreadable (missing, folder, empty, binary), BadValue (no such encoding).
    """
    what = magic_of(path)
    with readable(path):
        if what == "excel" and any(_ENCRYPTED in piece for piece in _overlapping(path)):
            what = "encrypted"
        if what:
            raise FileUnreadable(path, what)
        with path.open("rb") as file:
            head = file.read(_SAMPLE)
        if not head:
            raise FileUnreadable(path, "empty")
        return _by_hand(head, chosen) if chosen else _encoding(path, head)


def _by_hand(head: bytes, chosen: str) -> Encoding:
    try:
        codec = codecs.lookup(chosen).name
    except LookupError as error:
        raise BadValue("encoding", chosen, "not an encoding") from error
    codec = _WIDER.get(codec, codec)
    known = {codecs.lookup(name).name: name for name in CHOICES}
    if codec not in known:
        raise BadValue("encoding", chosen, "not an encoding")
    called = CHOICES[known[codec]]
    for mark, marked, of in _MARKS:
        if of == called and head.startswith(mark):
            codec = marked  # the mark at the beginning is no part of the first name
    return Encoding(codec, called, "chosen by hand")


def _encoding(path: Path, head: bytes) -> Encoding:
    from engines.exchange.reading.guessing import asian, unmarked_utf16

    for mark, codec, name in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, name, "byte order mark")
    if b"\x00" in head[:4096]:
        unmarked = unmarked_utf16(head)
        if unmarked:
            return Encoding(unmarked, "UTF-16", "zero bytes in pairs")
        if b"\x00" in head.partition(b"\n")[0]:
            raise FileUnreadable(path, "binary")
    if _is_utf8(path):
        return Encoding("utf-8", "UTF-8", "all bytes fit")
    if _is_nearly_utf8(path):
        return Encoding("utf-8", "UTF-8", "most bytes fit")
    found = asian(chunks(path))
    if found:
        return Encoding(found, CHOICES[found], "common characters come out")
    return Encoding("cp1252", "Windows-1252", "bytes that are not UTF-8")


def chunks(path: Path) -> Iterator[bytes]:
    """A file in pieces."""
    with path.open("rb") as file:
        while chunk := file.read(_SAMPLE):
            yield chunk


def _overlapping(path: Path) -> Iterator[bytes]:
    """A file in pieces, each with the end of the one before."""
    kept = b""
    for chunk in chunks(path):
        yield kept + chunk
        kept = chunk[-64:]


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks(path):
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
    for chunk in chunks(path):
        text = decoder.decode(chunk)
        broken = len(LOST.findall(text))
        fits += len(_BEYOND_ASCII.findall(text)) - 2 * broken
    return fits > 0
