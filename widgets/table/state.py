"""How a person left a table: columns, widths, sort; as JSON text and back.

- ``TableState(columns, order, filters_shown, compact)``, ``ColumnState(key, width, hidden)``
- ``dump(state) -> str``; ``parse(text) -> TableState | None``: None for anything not ours
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from widgets.table.source import Order, Sort


@dataclass(frozen=True)
class ColumnState:
    """One column, in the order shown; width in px."""

    key: str
    width: int
    hidden: bool = False


@dataclass(frozen=True)
class TableState:
    """All that a saved view remembers of a table's looks."""

    columns: tuple[ColumnState, ...] = ()
    order: Order = ()
    filters_shown: bool = False
    compact: bool = False


def dump(state: TableState) -> str:
    """The state as JSON text."""
    return json.dumps(
        {
            "columns": [[one.key, one.width, one.hidden] for one in state.columns],
            "sort": [[one.key, one.descending] for one in state.order],
            "filters": state.filters_shown,
            "compact": state.compact,
        }
    )


def parse(text: str) -> TableState | None:
    """The state back; a text from elsewhere or an older program gives None."""
    try:
        data = json.loads(text)
        columns = tuple(
            ColumnState(str(key), min(2000, max(24, int(width))), bool(hidden))
            for key, width, hidden in data["columns"]
        )
        order = tuple(Sort(str(key), bool(descending)) for key, descending in data["sort"])
        filters, compact = bool(data["filters"]), bool(data.get("compact"))
        return TableState(columns, order, filters, compact)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
