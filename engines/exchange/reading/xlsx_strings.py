"""The shared strings of a workbook: read as far as they are asked for, or all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.markup import DEPTH, fed, parser
from engines.exchange.reading.package import Package

MAX_TEXT = 256 << 20  # characters held in memory: far more than a sheet of a million rows has
MAX_STRINGS = 8_000_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """`_x000D_` stands for a carriage return, `_x005F_` for the underscore before such a text."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # Halves of a character may be written so, each on its own.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class SharedStrings:
    """Texts by their number."""

    def __init__(self, package: Package, part: str) -> None:
        self._path = package.path
        self._texts: list[str] = []
        self._held = self._depth = 0
        self._runs: list[str] = []
        self._parts: list[str] = []
        self._reading = self._phonetic = False
        self._si, self._t, self._rph = "si", "t", "rPh"
        self._steps = self._parse(package, part) if part else iter(())
        self._total = package.declared_size(part)

    def __getitem__(self, number: int) -> str:
        """The text of this number, reading on to it if need be."""
        while number >= len(self._texts):
            if next(self._steps, None) is None:
                raise IndexError(number)
        return self._texts[number]

    def all(self, ticket: Ticket) -> list[str]:
        """All of them. Raises FileUnreadable, Cancelled."""
        done = 0
        for size in self._steps:
            done += size
            ticket.step(done, max(self._total * 8, done))  # the rows come after
        return self._texts

    def _parse(self, package: Package, part: str) -> Iterator[int]:
        made = parser(package.path)
        made.StartElementHandler, made.EndElementHandler = self._root, self._end
        made.CharacterDataHandler = self._text
        self._made = made
        yield from fed(package.path, made, package.stream(part))

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        prefix = name[: -len("sst")]
        self._si, self._t, self._rph = prefix + "si", prefix + "t", prefix + "rPh"
        self._made.StartElementHandler = self._start
        self._depth = 1

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise FileUnreadable(self._path, "bomb")
        if name == self._t:
            self._reading = not self._phonetic
        elif name == self._si:
            self._runs = []
        elif name == self._rph:  # how a Japanese word is pronounced: no part of it
            self._phonetic = True

    def _text(self, data: str) -> None:
        if self._reading:
            self._held += len(data)
            if self._held > MAX_TEXT:
                raise FileUnreadable(self._path, "bomb")
            self._runs.append(data)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name == self._t:
            self._reading = False
        elif name == self._si:
            text = "".join(self._runs)
            self._texts.append(unescaped(text) if "_x" in text else text)
            if len(self._texts) > MAX_STRINGS:
                raise FileUnreadable(self._path, "bomb")
        elif name == self._rph:
            self._phonetic = False
