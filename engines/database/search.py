"""The search index: words of products, customers … to the keys they stand for (derived data).

SQLite FTS5. Chinese and Japanese text has no spaces, so each such character is a word of its own;
a query of several characters asks for them side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engines.database.sql import Clause, Connection

# Kept as text: `re` compiles and remembers them when something is first looked up.
_CJK = r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
# Row ids are kind << 40 | key, so that a row can be found without scanning. Append only.
KINDS = ("product", "customer", "ticket", "article")
_SHIFT = 40
_FIND = "SELECT rowid, body FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT ?"
_PUT = "INSERT OR REPLACE INTO search_index(rowid, personal, body) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: what kind of thing, its key, and the text that matched."""

    kind: str
    key: int
    body: str


def split_cjk(value: str) -> str:
    """Put spaces around each CJK character, so that each becomes a token."""
    return re.sub(_CJK, r" \1 ", value)


def _row_id(kind: str, key: int) -> int:
    return (KINDS.index(kind) << _SHIFT) | key


def matching(column: str, kind: str, text: str) -> Clause:
    """The column is the key of a thing of that kind whose text has the words of `text`."""
    first = _row_id(kind, 0)
    return Clause(
        f"{column} IN (SELECT rowid - ? FROM search_index "
        "WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?)",
        (first, match_text(text) or '""', first, first + (1 << _SHIFT) - 1),
    )


def put(connection: Connection, rows: Iterable[tuple[str, int, bool, str]]) -> None:
    """Index `rows` of (kind, key, personal, text), replacing what stood under a key."""
    batch = [
        (_row_id(kind, key), int(personal), split_cjk(body)) for kind, key, personal, body in rows
    ]
    connection.run_many(_PUT, batch)


def drop(connection: Connection, kind: str, keys: Iterable[int]) -> None:
    """Forget what stands under `keys`."""
    batch = [(_row_id(kind, key),) for key in keys]
    connection.run_many("DELETE FROM search_index WHERE rowid = ?", batch)


def match_text(query: str) -> str:
    """The FTS5 expression for what a person typed: every word, the last one as a prefix."""
    parts = []
    for word in re.findall(r"\w+", query):
        tokens = split_cjk(word).split()
        phrase = " ".join(tokens).replace('"', "")
        parts.append(f'"{phrase}"*')
    return " ".join(parts)


def find(connection: Connection, query: str, limit: int = 20) -> list[Found]:
    """The best hits for `query`, best first; nothing for a query without a word."""
    expression = match_text(query)
    if not expression:
        return []
    rows = connection.all(_FIND, expression, limit)
    return [Found(KINDS[row >> _SHIFT], row & ((1 << _SHIFT) - 1), body) for row, body in rows]
