"""What to show of a table that has to be mapped: a first mapping, the columns, some rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from engines.database.ticket import Ticket
from engines.exchange.mapping.guess import guess, guess_kind
from engines.exchange.mapping.rules import DateOrder, Mapping
from engines.exchange.reading.table import Layout

ROWS = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mapping, with the header and the first rows of the file it is for."""

    mapping: Mapping
    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


def suggest(
    path: Path,
    ticket: Ticket,
    *,
    kind: str | None = None,
    mapping: Mapping | None = None,
    dates: DateOrder = "dmy",
    layout: Layout | None = None,
) -> Suggestion:
    """The mapping itself if one is given, else a guess for `kind` (None: the likeliest).

    Raises FileUnreadable, Cancelled.
    """
    table = (layout or Layout()).open(path)
    if mapping is None:
        wanted = kind or guess_kind(table.header) or "products"
        mapping = guess(wanted, table, ticket, dates)
    samples = tuple(tuple(cells) for _line, cells in islice(table.rows(ticket), ROWS))
    return Suggestion(mapping, table.header, samples)
