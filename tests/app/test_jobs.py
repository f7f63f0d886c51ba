"""Work goes on elsewhere; answers come in the window's thread; what is cancelled stops."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import Jobs, JobTicket
from engines.database.errors import Cancelled
from engines.database.ticket import Ticket


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """The lanes, closed at the end."""
    assert qtbot
    one = Jobs()
    yield one
    one.close()


class Endless:
    """Work that goes on until it is cancelled, and says when it has begun."""

    def __init__(self) -> None:
        self.began = threading.Event()

    def __call__(self, ticket: Ticket) -> None:
        while True:
            ticket.step(0, 0)
            self.began.set()


def _never(value: object) -> None:
    pytest.fail(f"nobody should hear of {value!r}")


def test_work_runs_elsewhere_and_its_answer_comes_here(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[tuple[int, int]] = []
    jobs.ask(
        threading.get_ident,
        lambda worker: heard.append((worker, threading.get_ident())),
        _never,
    )
    qtbot.waitUntil(lambda: bool(heard), timeout=5_000)
    [(worker, here)] = heard
    assert here == threading.get_ident()
    assert worker != here


def test_an_error_comes_here_as_well(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[tuple[Exception, int]] = []
    problem = ValueError("no")

    def work() -> None:
        raise problem

    jobs.ask(work, _never, lambda error: heard.append((error, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(heard), timeout=5_000)
    assert heard == [(problem, threading.get_ident())]


def test_no_answer_comes_before_the_window_looks(jobs: Jobs) -> None:
    finished, heard = threading.Event(), list[None]()
    jobs.ask(finished.set, heard.append, _never)
    assert finished.wait(5)
    assert heard == []


def test_three_reads_go_side_by_side(qtbot: QtBot, jobs: Jobs) -> None:
    together, heard = threading.Barrier(3), list[int]()
    for _ in range(3):
        jobs.ask(lambda: together.wait(5), heard.append, _never)
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=5_000)
    assert sorted(heard) == [0, 1, 2]


def test_what_nobody_waits_for_goes_one_at_a_time(qtbot: QtBot, jobs: Jobs) -> None:
    go, heard, read = threading.Event(), list[int](), list[bool]()
    for number in (1, 2):

        def work(number: int = number) -> int:
            go.wait(5)
            return number

        jobs.ask_late(work, heard.append, _never)
    jobs.ask(lambda: True, read.append, _never)
    qtbot.waitUntil(lambda: read == [True], timeout=5_000)
    assert heard == []
    go.set()
    qtbot.waitUntil(lambda: heard == [1, 2], timeout=5_000)


def test_long_jobs_go_one_after_another(qtbot: QtBot, jobs: Jobs) -> None:
    order, ends = list[str](), list[None]()
    go = threading.Event()

    def first(_ticket: Ticket) -> None:
        go.wait(5)
        order.append("first")

    def second(_ticket: Ticket) -> None:
        order.append("second")

    jobs.start("first", first, ends.append, _never)
    jobs.start("second", second, ends.append, _never)
    assert jobs.busy
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5_000)
    assert order == ["first", "second"]


def test_a_job_is_announced_reports_and_ends(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[Any] = []
    jobs.started.connect(lambda number, title: told.append(("started", number, title)))
    jobs.progressed.connect(lambda number, done, total: told.append((number, done, total)))
    jobs.ended.connect(lambda number: told.append(("ended", number)))
    number = jobs.start("count", lambda ticket: ticket.step(2, 2), told.append, _never)
    qtbot.waitUntil(lambda: len(told) == 4, timeout=5_000)
    assert told == [("started", number, "count"), (number, 2, 2), ("ended", number), None]


def test_a_cancelled_job_stops_at_its_next_step_and_says_so(qtbot: QtBot, jobs: Jobs) -> None:
    work, heard = Endless(), list[Exception]()
    number = jobs.start("endless", work, _never, heard.append)
    assert work.began.wait(5)
    jobs.cancel(number)
    qtbot.waitUntil(lambda: bool(heard), timeout=5_000)
    assert isinstance(heard[0], Cancelled)
    assert not jobs.busy
    jobs.cancel(number)  # nobody minds


def test_a_job_that_waits_can_be_cancelled_before_it_begins(qtbot: QtBot, jobs: Jobs) -> None:
    endless, steps, heard = Endless(), list[int](), list[Exception]()

    def counted(ticket: Ticket) -> None:
        ticket.step(0, 1)
        steps.append(1)

    first = jobs.start("endless", endless, _never, heard.append)
    second = jobs.start("waiting", counted, _never, heard.append)
    jobs.cancel(second)
    jobs.cancel(first)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=5_000)
    assert steps == []


def test_closing_ends_what_runs_and_drops_what_waits(qtbot: QtBot, jobs: Jobs) -> None:
    work = Endless()
    began: list[Ticket] = []
    jobs.start("endless", work, _never, _never)
    jobs.start("waiting", began.append, _never, _never)
    assert work.began.wait(5)
    jobs.close()
    assert not [one for one in threading.enumerate() if one.name.startswith(("read", "work"))]
    assert jobs.ask(lambda: 1, _never, _never) is None
    assert began == []
    qtbot.wait(1)  # lets answers that were on their way arrive, if there are any


def test_inline_everything_runs_here_and_now(qtbot: QtBot) -> None:
    assert qtbot
    jobs, told = Jobs(inline=True), list[object]()
    jobs.progressed.connect(lambda _number, done, total: told.append((done, total)))
    jobs.ask(threading.get_ident, told.append, _never)
    jobs.start("count", lambda ticket: ticket.step(1, 1), told.append, _never)
    assert told == [threading.get_ident(), (1, 1), None]
    jobs.close()


def test_progress_is_told_twenty_times_a_second_and_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, told = [100.0], list[int]()
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    ticket = JobTicket(lambda done, _total: told.append(done))
    for done in range(101):  # a step each hundredth of a second
        ticket.step(done, 100)
        now[0] += 0.01
    assert len(told) <= 22
    assert told[-1] == 100
