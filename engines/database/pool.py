"""The connections of an open shop: one that writes, as many that read as threads read at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engines.database.connection import BUSY_MS, connect
from engines.database.sql import Connection, transaction

_FOLD_MS = 200  # how long folding waits for readers; it is tried again after the next change


class Pool:
    """Connections are opened when first needed and kept; threads may share the pool."""

    def __init__(self, path: Path, key: str | None) -> None:
        """For the shop file at `path`."""
        self._path, self._key = path, key
        self._lock = threading.Lock()
        self._idle: list[Any] = []
        self._writer: Any = None
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent snapshot. Nested and parallel reads each have their own."""
        with self._lock:
            driver = self._idle.pop() if self._idle else None
        driver = driver or connect(self._path, self._key, writes=False)
        try:
            with transaction(driver, "BEGIN") as connection:
                yield connection
        finally:
            with self._lock:
                closed = self._closed
                if not closed:
                    self._idle.append(driver)
            if closed:  # the shop was closed meanwhile
                driver.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one write transaction; the caller sees to it that there is one at a time."""
        if self._writer is None:
            self._writer = connect(self._path, self._key, writes=True)
        # IMMEDIATE: a deferred BEGIN fails at once when two processes want to write.
        with transaction(self._writer, "BEGIN IMMEDIATE") as connection:
            yield connection

    def fold(self) -> bool:
        """Move the write-ahead log into the file and empty it; False while somebody reads in it."""
        self._writer.execute(f"PRAGMA busy_timeout = {_FOLD_MS}")
        try:
            busy = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            self._writer.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        return not busy

    def close(self) -> None:
        """Close all; the last to close folds the write-ahead log into the file."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._closed = True
        for driver in (*idle, self._writer):
            if driver is not None:
                driver.close()
        self._writer = None
