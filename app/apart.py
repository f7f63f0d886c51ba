"""Work in a process of its own: what holds Python for long would freeze the window."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from engines.database.ticket import Ticket

T = TypeVar("T")
_LOOK_S = 0.05  # how often the ticket is asked whether to stop


class ProcessDied(Exception):
    """The process ended without an answer, as when memory ran out."""


class _Told:
    """The ticket inside the process: progress goes through the pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def step(self, done: int, total: int) -> None:
        """Tell progress."""
        self._pipe.send(("step", (done, total)))


def apart(work: Callable[..., T], *arguments: Any, ticket: Ticket) -> T:
    """`work(*arguments, ticket)` in another process; everything handed over must be picklable.

    Raises whatever the work raises, Cancelled (the process is ended), ProcessDied.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, work, arguments), daemon=True)
    process.start()
    theirs.close()
    last = (0, 0)
    try:
        while True:
            if not ours.poll(_LOOK_S):
                ticket.step(*last)
                continue
            try:
                kind, value = ours.recv()
            except EOFError:
                raise ProcessDied from None
            if kind == "failed":
                raise value
            if kind == "done":
                found: T = value
                return found
            last = value
            ticket.step(*last)
    finally:
        process.terminate()
        process.join()
        ours.close()


def _run(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        pipe.send(("done", work(*arguments, _Told(pipe))))
    except Exception as error:
        pipe.send(("failed", error))
    finally:
        pipe.close()
