"""One shopper's list at this moment, under the rules, with the reasons for every item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Untold
from engines.recommend.interactions import Bools, Floats, Interactions, Ints
from engines.recommend.live.quick import (
    Answer,
    Asked,
    Batch,
    Evidence,
    Quick,
    QuickByItem,
    QuickDenseTies,
    QuickFrequency,
    QuickSparseTies,
    is_dense,
)
from engines.recommend.live.quick_users import QuickByUsers, QuickTifu, QuickUserKnn
from engines.recommend.live.shopper import Shopper
from engines.recommend.live.shoppers import Shoppers
from engines.recommend.models.blend import FittedBlend, Ingredient
from engines.recommend.models.ease import FittedByUsers
from engines.recommend.models.frequency import FittedFrequency
from engines.recommend.models.item_to_item import FittedItemToItem
from engines.recommend.models.model import Fitted, Reason, Scores
from engines.recommend.models.popularity import FittedByItem, Popularity
from engines.recommend.models.tifu_knn import FittedTifu
from engines.recommend.models.user_knn import FittedUserKnn
from engines.recommend.rules.apply import Arranged, arrange_compiled
from engines.recommend.rules.choice import best_of
from engines.recommend.rules.compiled import Compiled
from engines.recommend.rules.rules import Pin, Rule
from engines.recommend.windows import NEW


@dataclass(frozen=True, eq=False)
class LiveList:
    """Items (n) by number, best first, n at most what was asked for.

    `scores` (n) are the sums of `parts` (ingredients x n) and `rule_parts` (rules that add x n);
    `names` says which ingredient, `rules` which rule a row is of. `pins` (n) says which rule put
    an item where it stands. `guessed`: nothing is known of the shopper, shown is what is popular.
    """

    items: Ints
    scores: Floats
    names: tuple[str, ...]
    parts: Floats
    rules: tuple[Rule, ...]
    rule_parts: Floats
    pins: tuple[Pin | None, ...]
    guessed: bool
    _evidence: tuple[tuple[Evidence, ...], ...]

    def reasons(self, place: int) -> list[Reason]:
        """What the parts of the ingredients come from, scaled as `FittedBlend.reasons`."""
        found: list[Reason] = []
        for added, evidence in zip(self.parts[:, place].tolist(), self._evidence, strict=True):
            if not added:
                continue
            told = [reason for one in evidence for reason in one.of(place)]
            raw = sum(reason.amount for reason in told)
            if raw:
                share = added / raw
                found += [Reason(r.part, r.amount * share, r.item, r.user) for r in told]
        return found


@dataclass(frozen=True, eq=False)
class _Part:
    """A model that counts: its scores are linked as the ingredient says and weighted."""

    name: str
    link: Ingredient | None
    weight: float
    model: Quick

    def added(self, scores: Floats | Scores) -> Floats:
        """What it adds, in float64: (len(scores),)."""
        exact = scores.astype(np.float64, copy=False)
        if self.link is None:
            return exact
        scale = self.link.scale
        linked = exact if scale is None else np.log1p(np.maximum(exact, 0.0) / scale)
        return self.weight * linked


class LiveLists:
    """Lists from one fitted model and what every shopper has bought by now.

    A purchase, a return or forgetting somebody counts in the very next list of that shopper. What
    the model learned from all shoppers together (ties of items, what is popular, the profiles of
    neighbours) changes at the next training: scores from live counts would take half of a list's
    time alone. Items are numbered as those learned from, others are refused; anybody may be a
    shopper. For one thread at a time.
    """

    def __init__(self, fitted: Fitted, data: Interactions, rules: Compiled | None = None) -> None:
        self._shoppers = Shoppers(data)
        self._items = data.items
        self._models = _models_of(fitted)
        self._starts, self._levels = _levels_of(fitted, self._models)
        popular = QuickByItem(Popularity().fit(data, Untold()))
        self._popular = (_Part(Popularity().name, None, 1.0, popular),)
        self._rules = rules

    @property
    def now(self) -> int:
        """The moment ages are taken at: the latest that was told of."""
        return self._shoppers.now

    def bought(
        self, user: str, item: int, time: int, quantity: float = 1.0, basket: int | None = None
    ) -> None:
        """A purchase; `basket` is any number of the caller's, one for what was bought together.

        Without it, what a shopper buys on one day is one basket, as in `interactions`. Raises
        BadValue for an item that was not learned from and a quantity that is not above 0.
        """
        self._shoppers.add(user, item, time, quantity, basket)

    def returned(self, user: str, item: int, time: int, quantity: float = 1.0) -> None:
        """A return: takes from the latest purchases of the item up to `time`. Raises BadValue."""
        self._shoppers.take_back(user, item, time, quantity)

    def forget(self, user: str) -> None:
        """Drop a shopper's history; nobody has them as a neighbour any more.

        Their share of sums over all shoppers stays in the model until the next training.
        """
        number = self._shoppers.number(user)
        self._shoppers.forget(user)
        if number >= 0:
            for model in self._models:
                model.forget(number)

    def history(self, user: str) -> Interactions:
        """What a shopper bought and kept, as models are given it."""
        return self._shoppers.interactions(user)

    def scores(self, user: str) -> Floats:
        """The model's scores (items,) float64, for somebody unknown too; no rules, nothing hidden.

        Those of `Fitted.scores` for the same history, but for rounding.
        """
        one = self._shoppers.of(user)
        parts = self._parts_for(one)
        answers = _ask(parts, one, lambda: self.history(user))
        return _total(parts, answers, self._items)

    def list(self, user: str, k: int, target: str, compiled: Compiled | None = None) -> LiveList:
        """At most k items, under `compiled` or else the rules given at the start.

        For the target `new` nothing is shown that was bought already. Raises ValueError for k
        below 0 and for rules about other items.
        """
        if k < 0:
            raise ValueError(f"a list of {k}")
        one = self._shoppers.of(user)
        guessed = not len(one.items)
        parts = self._popular if guessed else self._parts_for(one)
        answers = _ask(parts, one, lambda: self.history(user))
        total = _total(parts, answers, self._items)
        hidden = None
        if target == NEW and not guessed:
            hidden = np.zeros(self._items, bool)
            hidden[one.items] = True
        rules = self._rules if compiled is None else compiled
        if rules is None:
            return _made(parts, answers, _best(total, hidden, k), None, guessed)
        arranged = arrange_compiled(rules, total, k, hidden)
        return _made(parts, answers, arranged.shown, arranged, guessed)

    def _parts_for(self, one: Shopper) -> tuple[_Part, ...]:
        """What counts for somebody with so many baskets."""
        return self._levels[bisect_right(self._starts, len(one.basket_age))]


def _ask(parts: Sequence[_Part], one: Shopper, history: Asked) -> list[Answer]:
    return [part.model.ask(one, history) for part in parts]


def _total(parts: Sequence[_Part], answers: Sequence[Answer], items: int) -> Floats:
    total = np.zeros(items)
    for part, answer in zip(parts, answers, strict=True):
        total += part.added(answer.scores)
    return total


def _best(total: Floats, hidden: Bools | None, k: int) -> Ints:
    free = np.isfinite(total)
    return best_of(total, free if hidden is None else free & ~hidden, max(k, 1))[:k]


def _made(
    parts: Sequence[_Part],
    answers: Sequence[Answer],
    items: Ints,
    arranged: Arranged | None,
    guessed: bool,
) -> LiveList:
    """The list of items that were chosen; without rules their scores are the parts' sum."""
    rows = [part.added(answer.scores[items]) for part, answer in zip(parts, answers, strict=True)]
    amounts = np.array(rows).reshape(len(parts), len(items))
    count = len(items)
    rules = arranged.compiled.addends if arranged else ()
    return LiveList(
        items=items,
        scores=arranged.scores[:count] if arranged else amounts.sum(axis=0),
        names=tuple(part.name for part in parts),
        parts=amounts,
        rules=tuple(one.rule for one in rules),
        rule_parts=arranged.parts[:, :count] if arranged else np.zeros((0, count)),
        pins=arranged.pins[:count] if arranged else (None,) * count,
        guessed=guessed,
        _evidence=tuple(answer.evidence(items) for answer in answers),
    )


def _models_of(fitted: Fitted) -> tuple[Quick, ...]:
    """The quick ways to ask a blend's ingredients; any other model is the only one."""
    models = fitted.fitted if isinstance(fitted, FittedBlend) else (fitted,)
    return tuple(quick(model) for model in models)


def _levels_of(
    fitted: Fitted, models: Sequence[Quick]
) -> tuple[tuple[int, ...], tuple[tuple[_Part, ...], ...]]:
    """From how many baskets on each further level counts, and the parts of all levels."""
    if not isinstance(fitted, FittedBlend):
        return (), ((_Part("score", None, 1.0, models[0]),),)
    blend = fitted.blend
    levels = []
    for weights in blend.table().tolist():
        parts = zip(blend.ingredients, weights, models, strict=True)
        levels.append(
            tuple(
                _Part(one.model.name, one, weight, model) for one, weight, model in parts if weight
            )
        )
    return tuple(one.baskets for one in blend.levels), tuple(levels)


def quick(fitted: Fitted) -> Quick:
    """The quick way to ask a model, or its own if there is none."""
    match fitted:
        case FittedByItem():
            return QuickByItem(fitted)
        case FittedFrequency():
            return QuickFrequency(fitted)
        case FittedItemToItem():
            return QuickDenseTies(fitted) if is_dense(fitted.ties) else QuickSparseTies(fitted)
        case FittedUserKnn():
            return QuickUserKnn(fitted)
        case FittedTifu():
            return QuickTifu(fitted)
        case FittedByUsers():
            return QuickByUsers(fitted)
        case _:
            return Batch(fitted)
