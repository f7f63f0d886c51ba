"""Mappings that were used, by the shape of the file: the next file like it needs no asking."""

from __future__ import annotations

from engines.database.sql import Connection
from engines.exchange.mapping.rules import BadMapping, Mapping, from_toml, to_toml


def remember(connection: Connection, shape: str, mapping: Mapping, at_us: int) -> None:
    """Keep the mapping for files of that shape (machine-local, no fact)."""
    connection.run(
        "INSERT INTO exchange_mapping(shape, kind, toml, used_us) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (shape) DO UPDATE SET kind = excluded.kind, toml = excluded.toml, "
        "used_us = excluded.used_us",
        shape,
        mapping.kind,
        to_toml(mapping),
        at_us,
    )


def recall(connection: Connection, shape: str) -> Mapping | None:
    """The mapping used last for files of that shape; None when there is none that still reads."""
    text = connection.value("SELECT toml FROM exchange_mapping WHERE shape = ?", shape)
    if text is None:
        return None
    try:
        return from_toml(text)
    except BadMapping:
        return None
