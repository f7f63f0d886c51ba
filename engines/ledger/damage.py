"""What a damaged page held: which tables no longer read, and which entries.

An encrypted file carries an HMAC for each page (SQLCipher), so a changed page is named; which rows
lay on it is found by reading everything and noting what fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from engines.database.connection import connect

_PAGE = re.compile(r"page (\d+)")
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


@dataclass(frozen=True, slots=True)
class Damage:
    """Pages that do not hold (none are known in a plain file), tables that fail, lost entries."""

    pages: tuple[int, ...]
    tables: tuple[str, ...]
    entries: tuple[int, ...]


def find(path: Path, key: str | None) -> Damage:
    """Read the whole file and note what fails."""
    connection = connect(path, key, writes=False)
    try:
        pages = tuple(_pages(connection)) if key is not None else ()
        tables = tuple(name for name in _names(connection) if not _reads(connection, name))
        entries = tuple(_lost_entries(connection)) if "ledger_entry" in tables else ()
    finally:
        connection.close()
    return Damage(pages, tables, entries)


def _pages(connection: Any) -> Iterator[int]:
    for (text,) in connection.execute("PRAGMA cipher_integrity_check"):
        found = _PAGE.search(text)
        if found:
            yield int(found[1])


def _names(connection: Any) -> list[str]:
    return [row[0] for row in connection.execute(_TABLES).fetchall()]


def _reads(connection: Any, table: str) -> bool:
    try:
        for _row in connection.execute(f'SELECT * FROM "{table}"'):
            pass
    except driver.DatabaseError:
        return False
    return True


def _lost_entries(connection: Any) -> Iterator[int]:
    """Numbers of entries that cannot be read, up to the end the tiles promise."""
    row = connection.execute("SELECT max(size) FROM ledger_checkpoint").fetchone()
    for index in range(row[0] or 0):
        try:
            found = connection.execute(
                "SELECT body FROM ledger_entry WHERE idx = ?", (index,)
            ).fetchone()
        except driver.DatabaseError:
            yield index
        else:
            if found is None:
                yield index
