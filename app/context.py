"""What every part of the window needs, built once and passed on: shop, person, jobs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.jobs import Jobs
from app.shop import Shop
from engines.database.change import Actor, Change, Committed
from engines.database.database import Done
from engines.database.money import exponent

T = TypeVar("T")


class Notices(QObject):
    """Carries what was committed into the window's thread, and what became of long jobs."""

    committed = Signal(object)
    checked = Signal()  # the shop was verified or backed up on this machine
    stopped = Signal(str, object)  # a long job that failed (verify, import, backup), the error


@dataclass
class Context:
    """An open shop and who acts in it."""

    shop: Shop
    actor: Actor
    jobs: Jobs
    notices: Notices = field(default_factory=Notices)

    def __post_init__(self) -> None:
        """Hear of every change."""
        self._unsubscribe = self.shop.database.subscribe(self._tell)

    def _tell(self, notice: Committed) -> None:
        self.notices.committed.emit(notice)

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        return ZoneInfo(self.shop.about.timezone)

    @property
    def currency(self) -> str:
        """The shop's currency."""
        return self.shop.about.currency

    @property
    def digits(self) -> int:
        """Decimal digits of the shop's currency."""
        return exponent(self.currency)

    def may(self, right: str) -> bool:
        """Whether the person who acts has a right."""
        return right in self.actor.rights

    def may_all(self, right: str | None) -> bool:
        """Whether the person has the right, if one is asked for."""
        return right is None or self.may(right)

    def change(self, label: str, work: Callable[[Change], T]) -> Done[T]:
        """Run a command as the person who acts (blocks: call it from a job)."""
        return self.shop.database.change(self.actor, label, work)

    def close(self) -> None:
        """End the jobs, then close the shop."""
        self.jobs.close()
        self._unsubscribe()
        self.shop.close()
