"""The experiments of one target as rows of a table: figures, what is live, on what it was tested.

Engines of recommendation read numpy: they are imported by the read that needs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.context import Context
from engines.database.sql import Connection
from ui.recommendations.words import model_words
from widgets.table.source import Column, ListSource, Order, Row, Where

if TYPE_CHECKING:
    from engines.recommend.experiments import Experiment
    from engines.recommend.publications import Publication

Three = tuple[float, float, float]  # low, mean, high
NOTHING: Three = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Line:
    """A model that was judged; the key of one that is live without an experiment is below 0."""

    key: int
    settings: Mapping[str, Any]
    metrics: Mapping[str, Three]
    asked: int
    since: int
    until: int
    digest: str
    at_us: int
    live: bool

    @property
    def name(self) -> str:
        """What the model is called."""
        return model_words(self.settings)

    def figure(self, name: str) -> Three:
        """Low, mean and high of one metric."""
        return self.metrics.get(name, NOTHING)

    def half(self, name: str) -> float:
        """Half the interval."""
        low, _mean, high = self.figure(name)
        return (high - low) / 2

    def published(self) -> dict[str, Any]:
        """What a publication keeps of how it was judged."""
        figures: dict[str, Any] = {name: list(three) for name, three in self.metrics.items()}
        return figures | {"asked": self.asked, "since": self.since, "until": self.until}


@dataclass(frozen=True)
class Board:
    """Everything known of a target: the newest experiments first, of these the best."""

    target: str
    lines: tuple[Line, ...]
    live: Line | None = None
    live_since_us: int = 0
    earlier: bool = False  # something was live before: there is a way back

    @property
    def newest(self) -> tuple[Line, ...]:
        """Those of the newest sales, which may be compared, and what is live."""
        digest = self.lines[0].digest if self.lines else ""
        return tuple(one for one in self.lines if one.digest == digest or one.live)

    def line(self, key: object) -> Line | None:
        """The line with this key."""
        return next((one for one in self.lines if one.key == key), None)


def read_board(connection: Connection, target: str) -> Board:
    """The board as the shop has it."""
    from engines.recommend.experiments import kept
    from engines.recommend.publications import live, publications

    experiments = kept(connection, target)
    now = live(connection, target)
    newest: dict[str, int] = {}
    for one in experiments:
        newest[one.data_digest] = max(newest.get(one.data_digest, 0), one.at_us)
    shown = next((one.id for one in experiments if now is not None and _same(one, now)), None)
    lines = [_tried(one, live=one.id == shown) for one in experiments]
    lines.sort(key=lambda one: (-newest[one.digest], -one.figure("ndcg")[1]))
    if now is not None and shown is None:
        lines.append(_published(now))
    return Board(
        target=target,
        lines=tuple(lines),
        live=next((one for one in lines if one.live), None),
        live_since_us=0 if now is None else now.at_us,
        earlier=now is not None and any(
            one.id < (now.again or now.id) and one.again is None
            for one in publications(connection, target)
        ),
    )  # fmt: skip


def _same(one: Experiment, now: Publication) -> bool:
    return one.settings == now.settings and one.data_digest == now.data_digest


def _tried(one: Experiment, *, live: bool) -> Line:
    return Line(
        one.id, one.model(), one.figures(), one.asked, one.since, one.until, one.data_digest,
        one.at_us, live,
    )  # fmt: skip


def _published(now: Publication) -> Line:
    """A publication whose experiment is not kept any more; older ones do not say who judged."""
    told = now.figures()
    metrics: dict[str, Three] = {
        name: (float(three[0]), float(three[1]), float(three[2]))
        for name, three in told.items()
        if isinstance(three, list) and len(three) == 3
    }
    asked, since, until = (int(told.get(name, 0)) for name in ("asked", "since", "until"))
    return Line(
        -now.id, now.model(), metrics, asked, since, until, now.data_digest, now.at_us, live=True
    )


class BoardSource(ListSource):
    """Rows of the table; each count reads the board anew, in the lane that asks."""

    def __init__(self, context: Context, target: str) -> None:
        super().__init__(columns("", 2), ())
        self._context, self.target = context, target
        self.board = Board(target, ())

    def count(self, where: Where) -> int:
        target = self.target
        board = self._context.shop.database.read(lambda c: read_board(c, target))
        self.board, self.rows = board, [_row(one) for one in board.lines]
        return super().count(where)

    def page(self, where: Where, sort: Order, offset: int, limit: int, total: int) -> Sequence[Row]:
        return super().page(where, sort, offset, limit, total)


def _row(one: Line) -> Row:
    return Row(
        one.key,
        (
            one.name,
            round(1_000 * one.figure("ndcg")[1]),
            round(1_000 * one.half("ndcg")),
            round(1_000 * one.figure("coverage")[1]),
            round(one.figure("value_minor")[1]),
            "live" if one.live else "draft",
            one.until * 1_000_000 if one.until else None,
        ),
    )


def columns(
    currency: str,
    digits: int,
    titles: Sequence[str] = ("",) * 7,
    labels: Mapping[str, str] | None = None,
) -> list[Column]:
    """The columns; figures are thousandths, so that they stand and sort as numbers."""
    return [
        Column("model", titles[0], sortable=True, width=172),
        Column(
            "ndcg", titles[1], "money", sortable=True, width=86, exponent=3, adds=False, mean=False
        ),
        Column(
            "half", titles[2], "money", sortable=True, width=74, exponent=3, muted=True,
            adds=False, mean=False,
        ),
        Column(
            "coverage", titles[3], "money", sortable=True, width=100, exponent=1, adds=False,
            mean=False,
        ),
        Column(
            "value", titles[4].format(currency=currency), "money", sortable=True, width=124,
            exponent=digits, adds=False, mean=False,
        ),
        Column(
            "state", titles[5], "pill", sortable=True, width=78, tones=TONES, labels=labels or {}
        ),
        Column("until", titles[6], "date", sortable=True, width=92, muted=True),
    ]  # fmt: skip


TONES = {"live": "positive", "draft": "accent"}
