"""Choose a model by what it would have shown before baskets that are known by now.

Every candidate learns from what lies before a window and is judged by the shoppers' first baskets
in it. A blend's weights come from the earlier windows, so that the latest judges it as honestly as
all others; the best by the latest window is then fitted to everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.ticket import Share, Ticket
from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.measure.bootstrap import Interval, mean_interval
from engines.recommend.measure.metrics import match, ndcg
from engines.recommend.models.blend import Ingredient
from engines.recommend.models.ease import Ease
from engines.recommend.models.frequency import Frequency
from engines.recommend.models.item_knn import ItemKnn
from engines.recommend.models.model import Model
from engines.recommend.models.popularity import Popularity, Trend
from engines.recommend.models.spectral import Spectral
from engines.recommend.models.tifu_knn import Tifu
from engines.recommend.models.user_knn import UserKnn
from engines.recommend.rehearsal import AT, learned, lists_of_blend, rehearse
from engines.recommend.windows import NEW, Window, validation

MOST_ASKED = 1_500  # shoppers of a window: more would not change the choice
FEWEST = 20  # shoppers asked about, below which no choice is made
LEVELS = 3  # groups of shoppers by baskets: how far to trust their own purchases differs
DEFAULT = Popularity()


@dataclass(frozen=True)
class Result:
    """How a model did in the latest window: its lists of ten (shoppers x 10), and their NDCG."""

    name: str
    model: Model
    lists: Ints
    ndcg: Floats
    interval: Interval


@dataclass(frozen=True)
class Choice:
    """The model chosen, and how all did in `window`, best first; None when too few could judge."""

    model: Model
    target: str
    window: Window | None
    results: tuple[Result, ...]

    @property
    def asked(self) -> int:
        """How many shoppers judged."""
        return 0 if self.window is None else len(self.window.asked)

    @property
    def repeats(self) -> bool:
        """Whether the shop lives by repeat purchases: what was bought before predicts best."""
        own = {one.name: one.interval.mean for one in self.results if one.name != "blend"}
        return bool(own) and max(own, key=lambda name: own[name]) in _PERSONAL


_PERSONAL = {"bought again", "tifu-knn", "due", "not overdue", "bought"}


def ingredients(target: str) -> tuple[Ingredient, ...]:
    """What a blend is made of; what a shopper bought before says nothing of the target `new`."""
    shared = (
        Ingredient(Popularity(), 0.002, least=0.01),
        Ingredient(Trend()),
        Ingredient(ItemKnn(), 0.05),
        Ingredient(Ease(300.0 if target == NEW else 100.0), 0.02),
        Ingredient(UserKnn(), 0.005),
    )
    if target == NEW:
        return (*shared, Ingredient(Spectral(), 0.02))
    return (
        *shared,
        Ingredient(Tifu(), 0.002),
        Ingredient(Frequency("bought again"), 0.02),
        Ingredient(Frequency("bought again", prior=5.0), 0.02),
        Ingredient(Frequency("due")),
        Ingredient(Frequency("not overdue")),
    )


def choose(data: Interactions, target: str, ticket: Ticket) -> Choice:
    """Choose by the latest window. Raises Cancelled."""
    made = ingredients(target)
    windows = [one for one in validation(data, target) if len(one.asked) >= FEWEST]
    if not windows:
        return Choice(DEFAULT, target, None, ())
    windows = [one.sample(MOST_ASKED) for one in windows]
    steps = len(windows) + 1  # the last of them: to learn how to blend
    rehearsals = [rehearse(one, made, Share(ticket, at, steps)) for at, one in enumerate(windows)]
    ticket.step(steps - 1, steps)
    latest = rehearsals[0]
    found = [(one.model.name, one.model, row) for one, row in zip(made, latest.lists, strict=True)]
    levels = 1 if target == NEW else LEVELS
    honest = learned(made, rehearsals[1:] or rehearsals, levels)
    blend = learned(made, rehearsals, levels)
    found.append((blend.name, blend, lists_of_blend(honest, latest)))
    results = [_result(windows[0], *one) for one in found]
    results.sort(key=lambda one: -one.interval.mean)
    return Choice(results[0].model, target, windows[0], tuple(results))


def _result(window: Window, name: str, model: Model, lists: Ints) -> Result:
    row = ndcg(match(lists, window.wanted), AT)
    return Result(name, model, lists, row, mean_interval(row))
