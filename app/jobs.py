"""Work off the window's thread: lanes that answer in it, with progress and cancel."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from engines.database.errors import Cancelled
from engines.database.ticket import Ticket

T = TypeVar("T")
_REPORT_S = 0.05


class JobTicket:
    """A ticket whose progress the window sees and whose cancel the job obeys."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        """`report` is called with (done, total), at most twenty times a second."""
        self._report = report
        self._cancelled = threading.Event()
        self._next = 0.0

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancelled.set()

    def step(self, done: int, total: int) -> None:
        """Report progress. Raises Cancelled."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now >= self._next or done >= total:
            self._next = now + _REPORT_S
            self._report(done, total)


class _Answers(QObject):
    """Carries answers from worker threads into the thread it lives in."""

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.answered.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, call: Callable[[], None]) -> None:
        call()


class Jobs(QObject):
    """The program's lanes: reads side by side; what can wait, and long jobs, one after another."""

    started = Signal(int, str)  # number, title
    progressed = Signal(int, int, int)  # number, done, total
    ended = Signal(int)

    def __init__(self, *, inline: bool = False) -> None:
        """With `inline`, everything runs at once in the caller's thread (tests)."""
        super().__init__()
        self.inline = inline
        self._answers = _Answers()
        self._reads = None if inline else ThreadPoolExecutor(3, thread_name_prefix="read")
        self._lates = None if inline else ThreadPoolExecutor(1, thread_name_prefix="late")
        self._works = None if inline else ThreadPoolExecutor(1, thread_name_prefix="work")
        self._numbers = itertools.count(1)
        self._tickets: dict[int, JobTicket] = {}
        self._closed = False

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> object:
        """A short read: `work` elsewhere, then `done` or `failed` here."""
        return self._submit(self._reads, work, done, failed)

    def ask_late(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> object:
        """A read that nobody waits for: one at a time, so that what is typed is answered first."""
        return self._submit(self._lates, work, done, failed)

    def start(
        self,
        title: str,
        work: Callable[[Ticket], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> int:
        """A long job with a title, progress and cancel; returns its number."""
        number = next(self._numbers)
        ticket = JobTicket(lambda a, b: self._later(lambda: self.progressed.emit(number, a, b)))
        self._tickets[number] = ticket
        self.started.emit(number, title)

        def end(answer: Callable[[Any], None]) -> Callable[[Any], None]:
            def finish(value: Any) -> None:
                self._tickets.pop(number, None)
                self.ended.emit(number)
                answer(value)

            return finish

        self._submit(self._works, lambda: work(ticket), end(done), end(failed))
        return number

    def cancel(self, number: int) -> None:
        """Ask a long job to stop."""
        ticket = self._tickets.get(number)
        if ticket is not None:
            ticket.cancel()

    @property
    def busy(self) -> bool:
        """Whether a long job runs."""
        return bool(self._tickets)

    def _later(self, call: Callable[[], None]) -> None:
        if self.inline:
            call()
        elif not self._closed:
            self._answers.answered.emit(call)

    def _submit(
        self,
        pool: ThreadPoolExecutor | None,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> object:
        def run() -> None:
            try:
                value = work()
            except Exception as error:
                caught = error
                self._later(lambda: failed(caught))
            else:
                self._later(lambda: done(value))

        if pool is None:
            run()
            return None
        # A window that is closing may still ask; nobody waits for the answer.
        return None if self._closed else pool.submit(run)

    def close(self) -> None:
        """Cancel what runs and wait for the lanes to end."""
        self._closed = True
        for ticket in list(self._tickets.values()):
            ticket.cancel()
        for pool in (self._reads, self._lates, self._works):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
