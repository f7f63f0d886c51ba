"""Records of a JSON file, one at a time, each with the line on which it starts.

A file is one record, an array of them, an envelope ({"orders": […]}, {"create": […], "update": …})
or JSON lines. Numbers stay the text they are, so that no amount passes through a binary float.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from engines.database.money import Money
from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.stream import Stream
from engines.exchange.reading.table import Row
from engines.exchange.reading.text import Encoding, detect, readable

# Names under which shops' interfaces answer with records, one (order) or many (orders).
_PLURALS = (
    "orders products variants variations customers refunds inventory_items inventory_levels "
    "locations fulfillments draft_orders discount_codes price_rules coupons webhooks payouts"
).split()
ENVELOPES = frozenset(
    [
        *_PLURALS,
        *(name[:-1] for name in _PLURALS),
        *("data", "items", "results", "records", "create", "update", "delete", "transactions"),
        *("fulfillment_events", "fulfillment_event"),
    ]
)
_DELETED = {"deleted", "previous"}
_MONEY = {"minor", "currency"}
_MINOR = re.compile(r"-?[0-9]{1,30}")
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, zeros of UTF-16, space
_REPORT = 200


@dataclass(frozen=True, slots=True)
class Record:
    """An object of the file: its line, and the name of the list it stands in (if in one).

    `place` is where in its list it stands, as `orders[1]`: empty for the first one of a line.
    """

    line: int
    name: str
    value: Any
    deleted: bool = False
    place: str = ""

    @property
    def fields(self) -> Mapping[str, Any]:
        """Its values; none where it is no object."""
        return self.value if isinstance(self.value, dict) else {}


@dataclass(frozen=True)
class Records:
    """A JSON file. As a table, its columns are the names in its first record."""

    path: Path
    encoding: Encoding
    header: tuple[str, ...]
    header_line: int = 1

    def records(self, ticket: Ticket) -> Iterator[Record]:
        """Every record. Raises FileUnreadable, Cancelled."""
        total = self.path.stat().st_size
        seen, newest = defaultdict[str, int](int), 0
        for number, record in enumerate(_read(self.path, self.encoding)):
            if number % _REPORT == 0:
                ticket.step(min(number, total), total)
            if record.line == newest:
                record = replace(record, place=f"{record.name}[{seen[record.name]}]")
            seen[record.name] += 1
            newest = record.line
            yield record
        ticket.step(total, total)

    def rows(self, ticket: Ticket) -> Iterator[Row]:
        """Every record as a row: plain values as text, nested ones as JSON."""
        for record in self.records(ticket):
            yield record.line, [_cell(record.fields.get(name)) for name in self.header]


def may_be_json(path: Path) -> bool:
    """Whether a file's first sign is that of JSON, in any encoding: most tables are told apart."""
    with readable(path), path.open("rb") as file:
        return file.read(64).lstrip(_BEFORE)[:1] in (b"{", b"[")


def is_json(path: Path, encoding: Encoding) -> bool:
    """Whether a text file begins as JSON does: an object or an array of objects."""
    with readable(path), path.open("r", encoding=encoding.codec, errors="replace") as file:
        head = "".join(file.read(4_000).split())
    return head.startswith(('{"', "{}", "[{", "[]"))


def open_records(path: Path, encoding: Encoding | None = None) -> Records:
    """Look at a JSON file: encoding, and what its first record holds. Raises FileUnreadable."""
    encoding = encoding or detect(path)
    first = next(_read(path, encoding), None)
    if first is None:
        raise FileUnreadable(path, "empty", 1)
    return Records(path, encoding, tuple(first.fields) or (first.name,))


def _read(path: Path, encoding: Encoding) -> Iterator[Record]:
    errors = "strict" if encoding.codec.startswith("utf-16") else "surrogateescape"
    with readable(path), path.open("r", encoding=encoding.codec, errors=errors) as file:
        try:
            yield from _Reader(Stream(path, file, _DECODER)).records()
        except UnicodeDecodeError as error:
            raise FileUnreadable(path, "encoding", 1, str(error)) from error


class _Reader:
    """Walks through the envelope of a file and decodes what is in it, record by record."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream

    def records(self) -> Iterator[Record]:
        stream = self.stream
        if stream.peek() == "[":
            yield from self._array("")
        else:
            while stream.peek() == "{":
                yield from self._object()
        if stream.peek():
            stream.fail("json")

    def _object(self) -> Iterator[Record]:
        """One object: an envelope of records, or a record itself."""
        if self.stream.first_key() in ENVELOPES:
            yield from self._envelope()
            return
        line = self.stream.line
        value = self.stream.value()
        inner = next(iter(value.values())) if len(value) == 1 else None
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            yield from (Record(line, next(iter(value)), one) for one in inner)
        else:
            yield _record(line, "", value)

    def _envelope(self) -> Iterator[Record]:
        stream, seen = self.stream, set[str]()
        stream.take("{")
        while True:
            if stream.peek() != '"':
                stream.fail("json")
            start = stream.place()
            name = stream.value()
            if name in seen:
                raise FileUnreadable(stream.path, "key twice", start[0], name, start[1])
            seen.add(name)
            stream.take(":")
            yield from self._member(name)
            if stream.peek() != ",":
                break
            stream.take(",")
        stream.take("}")

    def _member(self, name: str) -> Iterator[Record]:
        following = self.stream.peek()
        if following == "[":
            yield from self._array(name)
            return
        line, value = self.stream.line, self.stream.value()
        if isinstance(value, dict):
            yield _record(line, name, value)

    def _array(self, name: str) -> Iterator[Record]:
        stream = self.stream
        stream.take("[")
        if stream.peek() == "]":
            stream.take("]")
            return
        while True:
            stream.peek()
            line = stream.line
            yield _record(line, name, stream.value())
            if stream.peek() != ",":
                break
            stream.take(",")
        stream.take("]")


def _record(line: int, name: str, value: Any) -> Record:
    """A record; one that was deleted says what it was before."""
    if isinstance(value, dict) and set(value) == _DELETED and isinstance(value["previous"], dict):
        return Record(line, name, value["previous"], deleted=True)
    return Record(line, name, value, deleted=name == "delete")


def text_of(value: Any) -> str:
    """A plain value as text; empty for null, JSON for what is nested."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> str:
    """A value as a cell; an amount as our own exports write it is plain decimal text."""
    if isinstance(value, dict) and set(value) == _MONEY:
        minor, currency = value["minor"], value["currency"]
        if isinstance(minor, str) and _MINOR.fullmatch(minor) and isinstance(currency, str):
            return Money(int(minor), currency).text()
    return text_of(value)


def nested_of(text: str) -> Any:
    """The list or object that a text holds as JSON; None where it holds none."""
    try:
        found = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None


class KeyTwice(ValueError):
    """An object holds a name twice: nobody knows which value is meant."""


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise KeyTwice
    return found


def _number(told: str) -> str:
    """A number as plain decimal text, exactly: 1.5E+1 is 15."""
    if "e" not in told and "E" not in told:
        return told
    found = Decimal(told)
    return told if abs(found.adjusted()) > 30 else format(found, "f")


def _no_constant(told: str) -> NoReturn:
    raise ValueError(told)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object_of,
    parse_float=_number,
    parse_int=str,
    parse_constant=_no_constant,
)
