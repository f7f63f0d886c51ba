"""The parts of a ZIP file such as XLSX or ODS, streamed; what it says of itself is not believed.

Nothing is ever unpacked to disk, so names inside the file lead nowhere.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.text import readable

CHUNK = 1 << 18
MAX_PART = 4 << 30  # bytes of one part: a full sheet of a million rows is about as large
MAX_RATIO = 200  # bytes that come out for each byte of the file (real sheets: 5 to 50) …
FREE = 64 << 20  # … once a part is larger than this
_MAX_DIRECTORY = 16 << 20
_SMALL = 32 << 20
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/", b"mimetype", b"customXml/")


class Package:
    """An open ZIP file."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path, self._archive = path, archive
        self._size = path.stat().st_size
        self._names = Counter(archive.namelist())

    def __contains__(self, name: object) -> bool:
        return name in self._names

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return list(self._names)

    def declared_size(self, name: str) -> int:
        """What the file says a part is long: for showing progress, never for safety."""
        return self._archive.getinfo(name).file_size if name in self._names else 0

    def stream(self, name: str) -> Iterator[bytes]:
        """A part in pieces. Raises FileUnreadable (damaged, bomb, encrypted)."""
        with _said(self.path), self._archive.open(self._entry(name)) as part:
            told = 0
            while piece := part.read(CHUNK):
                told += len(piece)
                if told > MAX_PART or (told > FREE and told > MAX_RATIO * self._size):
                    raise FileUnreadable(self.path, "bomb", detail=name)
                yield piece

    def small(self, name: str) -> bytes:
        """A part that is read whole, being small in every honest file."""
        whole = bytearray()
        for piece in self.stream(name):
            whole += piece
            if len(whole) > _SMALL:
                raise FileUnreadable(self.path, "bomb", detail=name)
        return bytes(whole)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if self._names[name] != 1:  # of two with one name, programs read different ones
            raise FileUnreadable(self.path, "damaged", detail=name)
        entry = self._archive.getinfo(name)
        if entry.flag_bits & 1:
            raise FileUnreadable(self.path, "encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileUnreadable(self.path, "damaged", detail=name)
        return entry


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The parts of a ZIP file. Raises FileUnreadable (damaged, zip, bomb)."""
    with readable(path), path.open("rb") as file:
        head = file.read(64)
        with _said(path, "damaged" if head[30:].startswith(_OFFICE) else "zip"):
            if _directory_size(file) > _MAX_DIRECTORY:
                raise FileUnreadable(path, "bomb", detail="directory")
            archive = zipfile.ZipFile(file)
        with archive:
            yield Package(path, archive)


@contextmanager
def _said(path: Path, reason: str = "damaged") -> Iterator[None]:
    """What zipfile and zlib make of a broken file, as ours."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        struct.error,
        OverflowError,
    ) as error:
        raise FileUnreadable(path, reason, detail=str(error)) from error


def _directory_size(file: BinaryIO) -> int:
    """How long the list of parts is: zipfile reads it whole."""
    size = file.seek(0, 2)
    file.seek(max(size - (1 << 16) - 42, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 20:
        raise zipfile.BadZipFile("no end of directory")
    told: int = struct.unpack_from("<L", tail, at + 12)[0]
    if at >= 76 and tail[at - 20 : at - 16] == b"PK\x06\x07":  # ZIP64: a wider record before it
        told = struct.unpack_from("<Q", tail, at - 76 + 40)[0]
    file.seek(0)
    return told


def resolved(base: str, target: str) -> str:
    """The name of the part that `target`, written in part `base`, points at; "" for outside."""
    start = PurePosixPath("/") if target.startswith("/") else PurePosixPath("/" + base).parent
    steps: list[str] = []
    for step in (start / target).parts[1:]:
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)
