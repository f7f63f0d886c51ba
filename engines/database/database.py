"""The store database: `change` is the only way in, `read` the only way out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from engines.database.change import Actor, Change, Committed, Recorder
from engines.database.connection import inspect, plain_errors
from engines.database.errors import NothingChanged
from engines.database.moments import now_us
from engines.database.pool import Pool
from engines.database.sql import Connection

if TYPE_CHECKING:
    from engines.database import undo_stack
    from engines.database.facts import FactBook

T = TypeVar("T")
Listener = Callable[[Committed], None]


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a change gave back, and which entries it became."""

    value: T
    entries: range


@dataclass(frozen=True, slots=True)
class Writing:
    """What a change needs beyond the file: the ledger's recorder, and how facts are applied."""

    recorder: Recorder
    book: FactBook


class Database:
    """One open shop file. Threads may share it: writes queue on a lock, readers do not wait."""

    def __init__(
        self,
        path: Path,
        writing: Callable[[], Writing],
        *,
        key: str | None = None,
        clock: Callable[[], int] = now_us,
    ) -> None:
        """Open the shop at `path`; `writing` is asked when something is first written.

        Raises the errors of `inspect`; the file is untouched then.
        """
        inspect(path, key)
        self.path = path
        self.key = key
        self._writing = cache(writing)
        self._clock = clock
        self._write_lock = threading.RLock()
        self._listeners: list[Listener] = []
        self._pool = Pool(path, key)
        self._wipe = False

    @property
    def book(self) -> FactBook:
        """Every fact with what applies it."""
        return self._writing().book

    def change(
        self,
        actor: Actor,
        label: str,
        work: Callable[[Change], T],
        *,
        initiator: object | None = None,
        undo: undo_stack.Step | None = None,
    ) -> Done[T]:
        """Run `work` in one transaction; its facts reach ledger and tables together or not at all.

        `label` names the act for undo ("ship order"). `undo` marks a change that takes back or
        repeats another. Raises NothingChanged when nothing was recorded, and what `work` raises.
        """
        from engines.database.undo_stack import note

        with self._write_lock, plain_errors(self.path):
            with self._pool.writing() as connection:
                recording = self._writing().recorder.begin(connection)
                at_us = max(self._clock(), recording.last_at_us)
                change = Change(
                    connection, actor, label, at_us, self.book, recording, recording.size
                )
                value = work(change)
                if not change.count:
                    raise NothingChanged(label)
                change.flush()
                recording.finish(at_us)
                entries = range(change.first, change.first + change.count)
                note(connection, actor.name, label, at_us, entries, undo)
            recording.committed()
            self._wipe = (self._wipe or change.wipes) and not self._pool.fold()
        notice = change.notice(initiator)
        for listener in list(self._listeners):
            listener(notice)
        return Done(value, entries)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one consistent snapshot; its result must not hold on to the connection."""
        with plain_errors(self.path), self._pool.reading() as connection:
            return work(connection)

    def write_derived(self, work: Callable[[Connection], T]) -> T:
        """Write tables that are derived or machine-local (settings, indexes): no ledger."""
        with self._write_lock, plain_errors(self.path), self._pool.writing() as connection:
            return work(connection)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit, on the thread that committed. Returns its removal."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._pool.close()
