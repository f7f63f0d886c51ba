"""What an import would do: worked out in full before anything changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from engines.database.facts import Fact
from engines.database.money import exponent
from engines.database.sql import Connection
from engines.database.ticket import Ticket
from engines.exchange.errors import CellError, Rejected
from engines.exchange.mapping.rules import Mapping as TableMapping
from engines.exchange.reading.cells import check_characters
from engines.exchange.reading.fixed import Fixes
from engines.exchange.reading.table import Layout
from engines.inventory.commands import Wanted

_HALVES = re.compile("[\ud800-\udfff]")  # what no text can hold: bytes that fit no encoding
_SHOWN = 80  # characters of a refused value that are kept to be shown


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the shop's (or a given) currency and time zone; what stock figures mean;
    what a person says of the files' layout.
    """

    currency: str
    timezone: str
    stock: str = "set"  # set or add
    skip_rejected: bool = False
    dry_run: bool = False
    layout: Layout = field(default_factory=Layout)
    mapping: TableMapping | None = None  # for kinds that any table can be read as
    fixes: Fixes | None = None  # what a person decided about problems of an earlier preview

    def stops(self, rejected: Sequence[Rejected]) -> bool:
        """Whether refused rows keep the rest out: unless they are to be skipped, all or these."""
        skipped = self.fixes.skipped if self.fixes else frozenset()
        return not self.skip_rejected and any((r.file, r.line) not in skipped for r in rejected)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)

    @property
    def digits(self) -> int:
        """Decimal digits of the currency."""
        return exponent(self.currency)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an importer works with: the shop as it stands, the options, and who listens."""

    connection: Connection
    options: Options
    ticket: Ticket


@dataclass
class Plan:
    """The outcome of reading: facts to record, and the account of every row.

    `totals` are sums over what will be kept, `file_totals` over the file as it stands, each worked
    out on its own way; amounts are in minor units.
    """

    facts: list[Fact] = field(default_factory=list)
    personal: dict[int, Mapping[str, str]] = field(default_factory=dict)
    digests: dict[str, int] = field(default_factory=dict)
    reserve: list[tuple[int, Sequence[Wanted]]] = field(default_factory=list)
    read: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    created: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    rounded: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    file_totals: dict[str, int] = field(default_factory=dict)

    @property
    def accepted(self) -> int:
        """Rows that go in (or are in already)."""
        return self.read - len(self.rejected)

    def refuse(self, file: Path, line: int, error: CellError) -> None:
        """Note a refused row."""
        value = _HALVES.sub("\ufffd", error.value)
        if len(value) > _SHOWN:
            value = value[:_SHOWN] + "…"
        self.rejected.append(Rejected(file.name, line, error.column, value, error.reason))

    def count(self, what: str, number: int = 1, *, new: bool = True) -> None:
        """Add to the created (or updated) of a kind of thing."""
        place = self.created if new else self.updated
        place[what] = place.get(what, 0) + number


def merged(plans: Sequence[Plan]) -> Plan:
    """The account of several plans as one: counts added, problems in order."""
    if len(plans) == 1:
        return plans[0]
    whole = Plan()
    for plan in plans:
        whole.facts.extend(plan.facts)
        whole.personal.update(plan.personal)
        whole.rejected.extend(plan.rejected)
        whole.read += plan.read
        whole.unchanged += plan.unchanged
        whole.rounded += plan.rounded
        for total, part in (
            (whole.created, plan.created),
            (whole.updated, plan.updated),
            (whole.totals, plan.totals),
            (whole.file_totals, plan.file_totals),
        ):
            for name, number in part.items():
                total[name] = total.get(name, 0) + number
    return whole


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    """A name as it is compared: in any case, with any kind of space and apostrophe."""
    return " ".join(name.casefold().replace("’", "'").split())


class Columns:
    """Cells of a row by the names of the header; several spellings for one field."""

    def __init__(self, header: Sequence[str], names: Mapping[str, Sequence[str]]) -> None:
        """`names`: field → the spellings of its column, the first that is there counts."""
        folded = [_folded(name) for name in header]
        places = set(folded)
        self.header = tuple(header)
        self.width = len(header)
        self.place: dict[str, int] = {}
        self.label: dict[str, str] = {}
        self.names = names
        self.twice: list[str] = []
        for name, spellings in names.items():
            found = next((key for one in spellings if (key := _folded(one)) in places), None)
            if found is None:
                continue
            place = folded.index(found)
            self.place[name], self.label[name] = place, header[place]
            if found in folded[place + 1 :]:
                self.twice.append(header[place])

    def __contains__(self, name: object) -> bool:
        return name in self.place

    def named(self, name: str) -> str:
        """What the file calls a field; what it should, where it has no such column."""
        return self.label.get(name) or self.names.get(name, (name,))[0]

    def get(self, cells: Sequence[str], name: str) -> str:
        """The cell of a field; empty where the file has no such column or the row is short."""
        place = self.place.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def check(self, cells: Sequence[str]) -> None:
        """Raise CellError for a row with too few or too many columns, or with bad characters."""
        if len(cells) < self.width:
            raise CellError("", str(len(cells)), "too few columns")
        if len(cells) > self.width and any(cells[self.width :]):
            raise CellError("", str(len(cells)), "too many columns")
        if not "".join(cells).isprintable():
            for column, value in zip(self.header, cells, strict=False):
                check_characters(column, value)
