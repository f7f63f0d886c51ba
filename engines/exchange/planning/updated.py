"""When a thing was changed last, by its file: of several states of one thing the latest counts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from engines.exchange.planning.fields import Fields
from engines.exchange.reading import cells


def updated_of(fields: Fields, zone: ZoneInfo) -> int | None:
    """Microseconds; 0 where it is not told, None in formats without states. Raises CellError."""
    if "updated" not in fields:
        return None
    told = fields.get("updated").strip()
    return cells.moment(fields.label("updated"), told, zone) if told else 0


def is_older(one: int, known: int) -> bool:
    """Whether a state is older than the known one; where no time is told, it is newer."""
    return 0 < one < known
