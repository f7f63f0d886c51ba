"""What models said before a window, and what was then bought: weights are learned from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Share, Ticket
from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.lists import Histories, best, hide_bought
from engines.recommend.measure.metrics import Relevant
from engines.recommend.models.blend import (
    Blend,
    Candidates,
    Ingredient,
    Level,
    learn_weights,
)
from engines.recommend.models.history import history
from engines.recommend.models.model import Scores
from engines.recommend.windows import NEW, Window

CANDIDATES = 60  # of each ingredient and shopper
RERANKED = 40  # candidates of each shopper whose order the weights are learned by, in the end
LEVEL_SHOPPERS = 300  # at least so many to learn weights for some shoppers apart
AT = 10  # lists are judged at ten


@dataclass(frozen=True)
class Rehearsal:
    """What the ingredients gave to a window's shoppers.

    `raw` (ingredients x candidates) are scores of the items in `item` (candidates), of which
    `bought` were wanted; `sizes` (shoppers) candidates each, one shopper after the other, who had
    `baskets` (shoppers). `lists` are the ten best of each ingredient by itself (shoppers x 10), by
    full ranking.
    """

    raw: Scores
    item: Ints
    bought: Bools
    sizes: Ints
    baskets: Ints
    wanted: Relevant
    lists: tuple[Ints, ...]

    @property
    def shopper(self) -> Ints:
        """Whose each candidate is."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def ranked(self, score: Floats) -> tuple[Ints, Ints]:
        """Candidates ordered by shopper, best first, and the place of each in its list."""
        shopper = self.shopper
        order = np.lexsort((-score, shopper))
        starts = np.cumsum(self.sizes) - self.sizes
        return order, np.arange(len(order)) - starts[shopper]


def rehearse(window: Window, ingredients: Sequence[Ingredient], ticket: Ticket) -> Rehearsal:
    """Fit ingredients to what lies before a window; score what they rank high. Raises Cancelled."""
    steps = len(ingredients) + 1
    fitted = [
        one.model.fit(window.known, Share(ticket, at, steps)) for at, one in enumerate(ingredients)
    ]
    scoring = Share(ticket, len(ingredients), steps)
    raw, item, bought, sizes, baskets = [], [], [], [], []
    lists: list[list[Ints]] = [[] for _ in ingredients]
    for start, shoppers in Histories(window.known).chunks(window.asked):
        scoring.step(start, len(window.asked))
        scores = [model.scores(shoppers) for model in fitted]
        if window.target == NEW:
            for one in scores:
                hide_bought(one, shoppers)
        for at, one in enumerate(scores):
            lists[at].append(best(one, AT))
        near = _near(scores)
        rows, items = np.nonzero(near)
        raw.append(np.stack([one[rows, items] for one in scores]))
        item.append(items)
        sizes.append(near.sum(axis=1))
        baskets.append(history(shoppers).baskets)
        bought.append(_was_wanted(window.wanted, start + rows, items, near.shape[1]))
    return Rehearsal(
        raw=np.concatenate(raw, axis=1),
        item=np.concatenate(item),
        bought=np.concatenate(bought),
        sizes=np.concatenate(sizes).astype(np.int64),
        baskets=np.concatenate(baskets),
        wanted=window.wanted,
        lists=tuple(np.concatenate(found) for found in lists),
    )


def _near(scores: Sequence[Scores]) -> Bools:
    """(shoppers x items): what any ingredient has among its best, with a score above 0."""
    near = np.zeros(scores[0].shape, bool)
    for one in scores:
        found = best(one, CANDIDATES)
        rows = np.broadcast_to(np.arange(len(found))[:, None], found.shape)
        there = (found >= 0) & (np.take_along_axis(one, np.maximum(found, 0), axis=1) > 0)
        near[rows[there], found[there]] = True
    return near


def _was_wanted(wanted: Relevant, shopper: Ints, item: Ints, items: int) -> Bools:
    return np.isin(shopper * items + item, wanted.user * items + wanted.items)


def learned(
    ingredients: Sequence[Ingredient], rehearsals: Sequence[Rehearsal], levels: int = 1
) -> Blend:
    """The blend whose weights do best on what was rehearsed.

    Shoppers are parted by how many baskets they have into up to `levels` groups of about as many
    shoppers, each with weights of its own.
    """
    linked = [_linked(ingredients, one.raw) for one in rehearsals]
    least = np.array([one.least for one in ingredients])
    baskets = np.concatenate([one.baskets for one in rehearsals])
    starts = _starts(baskets, levels)
    weights = []
    for low, high in zip([0, *starts], [*starts, np.inf], strict=True):
        groups = [(one.baskets >= low) & (one.baskets < high) for one in rehearsals]
        weights.append(_weights(rehearsals, linked, groups, least))
    first, *more = weights
    found = tuple(Level(start, each) for start, each in zip(starts, more, strict=True))
    return Blend(tuple(ingredients), first, found)


def _starts(baskets: Ints, levels: int) -> list[int]:
    """The numbers of baskets that groups after the first begin with."""
    levels = max(1, min(levels, len(baskets) // LEVEL_SHOPPERS))
    cuts = np.quantile(baskets, np.arange(1, levels) / levels, method="higher") + 1
    return [int(cut) for cut in np.unique(cuts) if cut <= baskets.max()]


def _weights(
    rehearsals: Sequence[Rehearsal],
    linked: Sequence[Scores],
    groups: Sequence[Bools],
    least: Floats,
) -> tuple[float, ...]:
    """Weights from all candidates first, then twice from those ranked highest by the last.

    What stands at the top of a list is what counts.
    """
    weights: Floats | None = None
    for _ in range(3):
        candidates = _candidates(rehearsals, linked, groups, weights)
        if not len(candidates.starts):  # nobody bought what any ingredient ranks high
            break
        weights = learn_weights(candidates, least)
    return tuple((np.ones_like(least) if weights is None else weights).tolist())


def _linked(ingredients: Sequence[Ingredient], raw: Scores) -> Scores:
    return np.stack([one.linked(row) for one, row in zip(ingredients, raw, strict=True)])


def _candidates(
    rehearsals: Sequence[Rehearsal],
    linked: Sequence[Scores],
    groups: Sequence[Bools],
    weights: Floats | None,
) -> Candidates:
    """Candidates of a group's shoppers who bought one; with weights only each one's highest."""
    parts, marks, sizes = [], [], []
    for one, scores, group in zip(rehearsals, linked, groups, strict=True):
        kept = np.ones(len(one.bought), bool)
        if weights is not None:
            order, place = one.ranked(weights @ scores)
            kept[order] = place < RERANKED
        shopper, count = one.shopper, len(one.sizes)
        some = group & (np.bincount(shopper, one.bought & kept, minlength=count) > 0)
        kept &= some[shopper]
        parts.append(scores[:, kept])
        marks.append(one.bought[kept].astype(np.float64))
        sizes.append(np.bincount(shopper[kept], minlength=count)[some])
    counts = np.concatenate(sizes)
    starts = np.cumsum(counts) - counts
    return Candidates(np.concatenate(parts, axis=1), np.concatenate(marks), starts)


def lists_of_blend(blend: Blend, rehearsal: Rehearsal) -> Ints:
    """The ten best of a blend (shoppers x 10) from what its ingredients gave in a rehearsal."""
    weights = blend.weights_of(rehearsal.baskets)[rehearsal.shopper]
    linked = _linked(blend.ingredients, rehearsal.raw)
    order, place = rehearsal.ranked(np.einsum("cm,mc->c", weights, linked))
    lists = np.full((len(rehearsal.sizes), AT), -1, np.int64)
    top = place < AT
    lists[rehearsal.shopper[top], place[top]] = rehearsal.item[order[top]]
    return lists
