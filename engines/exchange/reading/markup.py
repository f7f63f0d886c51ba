"""XML in pieces, hardened: no document type (so no entities), nothing nested or held for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from engines.exchange.errors import FileUnreadable

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

HELD = 64 << 20  # bytes that may come without anything being done with them
DEPTH = 100
_ELEMENTS = 200_000
_BUFFER = 1 << 16


def parser(path: Path, *, separator: str | None = None) -> XMLParserType:
    """An expat parser for a part of the file `path`; with a separator, names are whole."""
    made = expat.ParserCreate(namespace_separator=separator)
    made.buffer_text = True
    made.buffer_size = _BUFFER

    def refuse(*_: object) -> None:
        raise FileUnreadable(path, "entities")

    made.StartDoctypeDeclHandler = refuse
    return made


def fed(path: Path, made: XMLParserType, pieces: Iterable[bytes]) -> Iterator[int]:
    """Parse piece by piece, saying how many bytes each has. Raises FileUnreadable."""
    try:
        told = 0
        for piece in pieces:
            made.Parse(piece)
            told += len(piece)
            if told - made.CurrentByteIndex > HELD:  # one endless tag
                raise FileUnreadable(path, "bomb")
            yield len(piece)
        made.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileUnreadable(path, "damaged", detail=str(error)) from error


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def elements(
    path: Path, content: bytes, wanted: frozenset[str]
) -> list[tuple[str, Mapping[str, str]]]:
    """The elements of these local names in a small part, with their attributes, as they begin."""
    found: list[tuple[str, Mapping[str, str]]] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH or len(found) > _ELEMENTS:
            raise FileUnreadable(path, "bomb")
        if local(name) in wanted:
            found.append((local(name), attributes))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    made = parser(path)
    made.StartElementHandler, made.EndElementHandler = start, end
    for _ in fed(path, made, [content]):
        pass
    return found
