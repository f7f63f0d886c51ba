"""The search index: words of products, customers … to the keys they stand for (derived data).

SQLite FTS5. Chinese and Japanese text has no spaces, so each such character is a word of its own;
a query of several characters asks for them side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engines.database.nearness import allowed, slips
from engines.database.sql import Clause, Connection

# Kept as text: `re` compiles and remembers them when something is first looked up.
_CJK = r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
# Row ids are kind << 40 | key, so that a row can be found without scanning. Append only.
KINDS = ("product", "customer", "ticket", "article")
_SHIFT = 40
_FIND = (
    "SELECT rowid, body FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ? "
    "LIMIT ?"
)
_NEAR = (
    "SELECT term, doc FROM (SELECT term, doc FROM search_vocabulary WHERE term >= ? AND term < ? "
    "LIMIT ?) WHERE length(term) BETWEEN ? AND ?"
)
_BEGINS = "SELECT term FROM search_vocabulary WHERE term >= ? AND term < ?"
CANDIDATES = 400  # rows that are weighed; of what half a shop matches, nobody reads more
WEIGHED = 300  # characters of each
LOOKED_AT = 10_000  # words of the index that a misspelt one may be near to
COMPARED = 2_000  # of these, the commonest, that it is held against
SPELLINGS = 5
# A row of settings; what is waiting is written under the old ones first (FTS5).
_WIPING = "INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', ?)"
_PUT = "INSERT OR REPLACE INTO search_index(rowid, personal, body) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: what kind of thing, its key, and the text that matched."""

    kind: str
    key: int
    body: str


def split_cjk(value: str) -> str:
    """Put spaces around each CJK character, so that each becomes a token."""
    return value if value.isascii() else re.sub(_CJK, r" \1 ", value)


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


def renew(connection: Connection, kind: str, texts: Sequence[tuple[int, str]]) -> None:
    """Put other words under keys of a kind that holds nothing personal.

    Words of people are wiped from the file at once, which takes ten times as long as to mark them
    as gone; those of products need not be.
    """
    if texts:
        connection.run(_WIPING, 0)
        put(connection, ((kind, key, False, text) for key, text in texts))
        connection.run(_WIPING, 1)


def drop(connection: Connection, kind: str, keys: Iterable[int]) -> None:
    """Forget what stands under `keys`."""
    batch = [(_row_id(kind, key),) for key in keys]
    connection.run_many("DELETE FROM search_index WHERE rowid = ?", batch)


def words_of(query: str) -> list[str]:
    """The words of what a person typed; each CJK character is one within its run."""
    return [" ".join(split_cjk(word).split()) for word in re.findall(r"\w*[^\W_]\w*", query)]


def match_text(query: str) -> str:
    """The FTS5 expression for what a person typed: every word as a prefix."""
    return _expression([[word] for word in words_of(query)])


def _expression(words: Sequence[Sequence[str]], *, prefix: bool = True) -> str:
    """Every word must be there (or one that begins so), in one of its spellings."""
    parts, star = [], "*" if prefix else ""
    for spellings in words:
        quoted = [f'"{one}"{star}' for one in spellings]
        parts.append(quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})")
    return " AND ".join(parts)


def find(
    connection: Connection, query: str, limit: int = 20, kind: str | None = None
) -> list[Found]:
    """The best hits for `query`, of one kind or any, best first; where there are none, for words
    that are near. Fewer but the same whole words come before more and longer ones.
    """
    words = words_of(query)
    if not words:
        return []
    found = _run(connection, [[word] for word in words], limit, kind)
    if found:
        return found
    spelt = [_near(connection, word) for word in words]
    return _run(connection, spelt, limit, kind) if spelt != [[word] for word in words] else []


def _run(
    connection: Connection, words: Sequence[Sequence[str]], limit: int, kind: str | None
) -> list[Found]:
    """Candidates in the index's own order, weighed here: its ranking reads all that match."""
    first = 0 if kind is None else _row_id(kind, 0)
    last = (len(KINDS) << _SHIFT if kind is None else first + (1 << _SHIFT)) - 1
    # A letter beside words keeps next to nothing out and costs the most: it is only weighed.
    telling = [one for one in words if not (len(one[0]) == 1 and one[0].isascii())] or words
    rows = dict(connection.all(_FIND, _expression(telling), first, last, CANDIDATES))
    if len(rows) == CANDIDATES:
        whole = _expression(telling, prefix=False)
        rows.update(connection.all(_FIND, whole, first, last, CANDIDATES))
    wanted = {_folded(part) for spellings in words for part in spellings}
    best = sorted(rows.items(), key=lambda row: (*_weight(row[1], wanted), row[0]))[:limit]
    return [Found(KINDS[row >> _SHIFT], row & ((1 << _SHIFT) - 1), body) for row, body in best]


def _weight(body: str, wanted: set[str]) -> tuple[int, int]:
    """Less is better: whole words that are missing, then how much else there is."""
    text = _folded(body[:WEIGHED])
    padded = f" {text} "
    return -sum(f" {word} " in padded for word in wanted), len(text)


def _folded(text: str) -> str:
    """Without case and accents, as the index folds words; each word between single spaces."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(one for one in parts if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", text.casefold()))


def _near(connection: Connection, word: str) -> list[str]:
    """The word itself if the index has it, else the words it was probably meant to be."""
    folded = word.casefold()
    known = connection.first(_BEGINS + " LIMIT 1", folded, folded + "\U0010ffff")
    most = allowed(folded)
    # A number with another digit is another number, and there may be a million of them.
    if known is not None or not most or " " in folded or any(map(str.isdigit, folded)):
        return [word]
    # Slips in the first letter are rare, and the index is sorted by it: those that begin alike come
    # first, then as many as are quickly looked at.
    terms: dict[str, int] = {}
    for begin in (folded[:3], folded[0]):
        terms.update(
            connection.all(
                _NEAR,
                begin,
                begin + "\U0010ffff",
                LOOKED_AT,
                len(folded) - most,
                len(folded) + most,
            )
        )
    common = sorted(terms, key=lambda term: -terms[term])[:COMPARED]
    scored = [(slips(folded, term, most), at, term) for at, term in enumerate(common)]
    best = sorted(one for one in scored if one[0] <= most)[:SPELLINGS]
    return [term for _slips, _at, term in best] or [word]
