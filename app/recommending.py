"""From the shop's sales to lists with their reasons: what the window and the commands share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from app.apart import apart
from engines.database.ticket import Ticket
from engines.recommend import publications
from engines.recommend.collect import Sales
from engines.recommend.errors import ItemUnknown, NothingToLearn, UserUnknown
from engines.recommend.evidence import Part, parts_of
from engines.recommend.experiments import Experiment, experiment
from engines.recommend.interactions import Interactions
from engines.recommend.lists import Histories, best, hide_bought
from engines.recommend.measure.bootstrap import Interval, coverage_interval, mean_interval
from engines.recommend.models.popularity import Popularity
from engines.recommend.models.settings import from_plain, plain
from engines.recommend.training import Choice, Result, choose
from engines.recommend.windows import NEW

if TYPE_CHECKING:
    from engines.recommend.models.model import Fitted

AT = 10


@dataclass(frozen=True)
class Candidate:
    """A model as it did in the latest window; `value_minor` is what a list of ten brought."""

    name: str
    settings: Mapping[str, Any]
    ndcg: Interval
    coverage: Interval
    value_minor: Interval

    def metrics(self) -> dict[str, Any]:
        """The figures as a publication keeps them."""
        return {
            name: [one.low, one.mean, one.high]
            for name, one in (
                ("ndcg", self.ndcg),
                ("coverage", self.coverage),
                ("value_minor", self.value_minor),
            )
        }


@dataclass(frozen=True)
class Trained:
    """All candidates, the best first, and on what they were judged.

    `asked` shoppers between `moment` and `until` (Unix seconds) judged; 0 when too few bought.
    """

    target: str
    candidates: tuple[Candidate, ...]
    chosen: Mapping[str, Any]
    repeats: bool
    asked: int
    moment: int
    until: int
    digest: str

    def experiments(self, at_us: int) -> list[Experiment]:
        """The candidates as experiments to keep."""
        return [
            experiment(
                target=self.target,
                name=one.name,
                settings=one.settings,
                metrics=one.metrics(),
                asked=self.asked,
                since=self.moment,
                until=self.until,
                data_digest=self.digest,
                at_us=at_us,
            )
            for one in self.candidates
        ]


def train(sales: Sales, target: str, ticket: Ticket) -> Trained:
    """Judge all candidates on the shop's own past. Raises NothingToLearn, Cancelled."""
    if not len(sales.data):
        raise NothingToLearn
    choice = choose(sales.data, target, ticket)
    window = choice.window
    return Trained(
        target=target,
        candidates=tuple(_candidate(sales, choice, one) for one in choice.results),
        chosen=plain(choice.model),
        repeats=choice.repeats,
        asked=choice.asked,
        moment=sales.data.start if window is None else window.moment,
        until=sales.data.end if window is None else window.until,
        digest=publications.digest(sales.data),
    )


def train_apart(sales: Sales, target: str, ticket: Ticket) -> Trained:
    """The same in a process of its own. Raises NothingToLearn, Cancelled, ProcessDied."""
    return apart(train, sales, target, ticket=ticket)


def _candidate(sales: Sales, choice: Choice, result: Result) -> Candidate:
    from engines.recommend.measure.metrics import match, revenue

    if choice.window is None:
        raise NothingToLearn
    wanted = choice.window.wanted
    value = revenue(match(result.lists, wanted), sales.price_minor[wanted.items], AT)
    return Candidate(
        name=result.name,
        settings=plain(result.model),
        ndcg=result.interval,
        coverage=coverage_interval(result.lists, sales.data.items, AT),
        value_minor=mean_interval(value.astype(np.float64)),
    )


@dataclass(frozen=True)
class Shown:
    """One item of a list: `score` is the sum of its parts."""

    rank: int
    sku: str
    title: str
    price_minor: int
    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ShownList:
    """What one customer would see; `guessed` when nothing is known of the customer."""

    user: str
    target: str
    items: tuple[Shown, ...]
    guessed: bool


class Showing:
    """A fitted model over the shop's sales, asked for one customer at a time."""

    def __init__(
        self, sales: Sales, settings: Mapping[str, Any], target: str, ticket: Ticket
    ) -> None:
        """Fit. Raises NothingToLearn, BadValue, Cancelled."""
        if not len(sales.data):
            raise NothingToLearn
        self.sales, self.target, self.settings = sales, target, dict(settings)
        self._fitted: Fitted = from_plain(settings).fit(sales.data, ticket)
        self._popular: Fitted = Popularity().fit(sales.data, ticket)
        self._histories = Histories(sales.data)
        self._users = {name: at for at, name in enumerate(sales.data.user_ids)}
        self._items = {name: at for at, name in enumerate(sales.data.item_ids)}

    def list_for(self, user: str, k: int = 10) -> ShownList:
        """The list of a customer by id; one who never bought gets what is popular."""
        number = self._users.get(user)
        known = number is not None
        shopper = self._histories.of(np.array([number])) if known else self._stranger(user)
        guessed = not len(shopper)
        fitted = self._popular if guessed else self._fitted
        scores = fitted.scores(shopper)
        if self.target == NEW:
            hide_bought(scores, shopper)
        items = best(scores, k)[0]
        items = items[items >= 0]
        parts = parts_of(fitted, shopper, self.sales.data, items)
        shown = tuple(
            self._shown(rank, item, each)
            for rank, (item, each) in enumerate(zip(items.tolist(), parts, strict=True), start=1)
        )
        return ShownList(user, self.target, shown, guessed)

    def explain(self, user: str, sku: str) -> Shown:
        """Why an item has its score, shown or not; its rank counts all that could be shown.

        Raises UserUnknown, ItemUnknown.
        """
        if user not in self._users:
            raise UserUnknown(user)
        if sku not in self._items:
            raise ItemUnknown(sku)
        item = self._items[sku]
        shopper = self._histories.of(np.array([self._users[user]]))
        scores = self._fitted.scores(shopper)
        mine = scores[0, item]
        if self.target == NEW:
            hide_bought(scores, shopper)
        rank = 1 + int((scores[0] > mine).sum())
        parts = parts_of(self._fitted, shopper, self.sales.data, np.array([item]))
        return self._shown(rank, item, parts[0])

    def holds_back(self, user: str, sku: str) -> bool:
        """Whether the list leaves the item out because the customer bought it before."""
        number, item = self._users.get(user), self._items.get(sku)
        if self.target != NEW or number is None or item is None:
            return False
        return bool((self._histories.of(np.array([number])).item == item).any())

    def title_of(self, sku: str) -> str:
        """The title of an item; its SKU where nobody ever bought it."""
        item = self._items.get(sku)
        return sku if item is None else self.sales.titles[item]

    def _shown(self, rank: int, item: int, parts: tuple[Part, ...]) -> Shown:
        return Shown(
            rank=rank,
            sku=self.sales.data.item_ids[item],
            title=self.sales.titles[item],
            price_minor=int(self.sales.price_minor[item]),
            score=sum(one.amount for one in parts),
            parts=parts,
        )

    def _stranger(self, user: str) -> Interactions:
        nothing = self.sales.data.where(np.zeros(0, np.int64))
        return replace(nothing, user_ids=(user,))
