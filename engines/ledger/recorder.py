"""The ledger's part of every transaction: entries, tiles, and a signed checkpoint."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from engines.database.entries import Entry
from engines.database.sql import Connection
from engines.ledger import body
from engines.ledger.checkpoint import Checkpoint, sign_checkpoint
from engines.ledger.keys import Signer
from engines.ledger.merkle import CompactRange
from engines.ledger.tiles import TileReader, grow, peaks

KEEP_EVERY_US = 3_600_000_000  # the first checkpoint of each hour is kept for good
_LAST = "SELECT idx, at_us FROM ledger_entry ORDER BY idx DESC LIMIT 1"
_ENTRY = (
    "INSERT INTO ledger_entry(idx, at_us, kind, actor, subject, body) VALUES (?, ?, ?, ?, ?, ?)"
)
_TILE_READ = "SELECT hashes FROM ledger_tile WHERE level = ? AND number = ?"
_TILE_WRITE = (
    "INSERT INTO ledger_tile(level, number, hashes) VALUES (?, ?, ?) "
    "ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes"
)


class LedgerRecorder:
    """Implements the database's Recorder. One per open shop; remembers the tree's right edge."""

    def __init__(self, load_signer: Callable[[], Signer]) -> None:
        """`load_signer` fetches the signing key, named by the log's origin, when first needed."""
        self._load_signer = load_signer
        self._signer: Signer | None = None
        self._tree = CompactRange()
        self._kept_us = 0
        self._lock = threading.Lock()

    def begin(self, connection: Connection) -> LedgerRecording:
        """Start recording; the remembered tree is used only if it is still the newest."""
        last = connection.first(_LAST)
        size, last_at_us = (0, 0) if last is None else (last[0] + 1, last[1])
        with self._lock:
            tree = self._tree.copy() if self._tree.size == size else None
        if tree is None:
            tree = peaks(reader(connection), size)
        return LedgerRecording(self, connection, tree, size, last_at_us)

    @property
    def signer(self) -> Signer:
        """The signing key, fetched once. Raises KeyMissing, BadKey."""
        if self._signer is None:
            self._signer = self._load_signer()
        return self._signer

    def keep(self, tree: CompactRange, kept_us: int) -> None:
        """Remember what is durable now."""
        with self._lock:
            self._tree = tree
            self._kept_us = max(self._kept_us, kept_us)

    @property
    def kept_us(self) -> int:
        """When the last checkpoint that is kept was made, as far as this process knows."""
        return self._kept_us


@dataclass
class LedgerRecording:
    """One transaction's worth of recording."""

    recorder: LedgerRecorder
    connection: Connection
    tree: CompactRange
    size: int
    last_at_us: int
    _kept_us: int = field(default=0)

    def append(self, entries: Sequence[Entry]) -> None:
        """Write entries and the tiles they change."""
        rows, leaves = [], []
        for entry in entries:
            text = body.write(entry)
            leaves.append(sha256(b"\x00" + text).digest())
            rows.append((entry.index, entry.at_us, entry.kind, entry.actor, entry.subject, text))
        self.connection.run_many(_ENTRY, rows)
        tiles = grow(reader(self.connection), self.size, leaves)
        self.connection.run_many(
            _TILE_WRITE, [(tile.level, tile.number, tile.hashes) for tile in tiles]
        )
        self.tree.extend(leaves)
        self.size += len(entries)

    def finish(self, at_us: int) -> None:
        """Sign the tree head; of checkpoints that nobody asked for, only the newest stays."""
        kept = at_us - self.recorder.kept_us >= KEEP_EVERY_US
        self._kept_us = at_us if kept else 0
        write_checkpoint(self.connection, self.recorder.signer, self.tree, at_us, kept=kept)

    def committed(self) -> None:
        """The transaction is durable."""
        self.recorder.keep(self.tree, self._kept_us)


def reader(connection: Connection) -> TileReader:
    """Tiles as they stand in this connection's transaction; empty where there is none."""

    def read(level: int, number: int) -> bytes:
        row = connection.first(_TILE_READ, level, number)
        return b"" if row is None else bytes(row[0])

    return read


def write_checkpoint(
    connection: Connection, signer: Signer, tree: CompactRange, at_us: int, *, kept: bool
) -> str:
    """Sign the head of `tree` and store it; returns the note."""
    note = sign_checkpoint(Checkpoint(signer.name, tree.size, tree.root()), signer)
    connection.run("DELETE FROM ledger_checkpoint WHERE size = ? OR kept = 0", tree.size)
    connection.run(
        "INSERT INTO ledger_checkpoint(size, at_us, note, kept) VALUES (?, ?, ?, ?)",
        tree.size,
        at_us,
        note,
        int(kept),
    )
    return note


def sign_now(connection: Connection, signer: Signer, at_us: int) -> str:
    """Sign the head of the log as it stands and keep that checkpoint; returns the note."""
    last = connection.first(_LAST)
    size = 0 if last is None else last[0] + 1
    return write_checkpoint(connection, signer, peaks(reader(connection), size), at_us, kept=True)
