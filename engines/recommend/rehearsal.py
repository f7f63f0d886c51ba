"""What models said before a window, and what was then bought: weights are learned from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Share, Ticket
from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.lists import Histories, best, hide_bought
from engines.recommend.measure.metrics import Relevant
from engines.recommend.models.blend import Blend, Candidates, Ingredient, learn_weights
from engines.recommend.models.model import Scores
from engines.recommend.windows import NEW, Window

CANDIDATES = 60  # of each ingredient and shopper
RERANKED = 50  # candidates of each shopper whose order the weights are learned by, in the end
AT = 10  # lists are judged at ten


@dataclass(frozen=True)
class Rehearsal:
    """What the ingredients gave to a window's shoppers.

    `raw` (ingredients x candidates) are scores of the items in `item` (candidates), of which
    `bought` were wanted; `sizes` (shoppers) candidates each, one shopper after the other. `lists`
    are the ten best of each ingredient by itself (shoppers x 10), by full ranking.
    """

    raw: Scores
    item: Ints
    bought: Bools
    sizes: Ints
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
    raw, item, bought, sizes = [], [], [], []
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
        bought.append(_was_wanted(window.wanted, start + rows, items, near.shape[1]))
    return Rehearsal(
        raw=np.concatenate(raw, axis=1),
        item=np.concatenate(item),
        bought=np.concatenate(bought),
        sizes=np.concatenate(sizes).astype(np.int64),
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


def learned(ingredients: Sequence[Ingredient], rehearsals: Sequence[Rehearsal]) -> Blend:
    """The blend whose weights do best on what was rehearsed.

    Weights are learned from all candidates first, then twice from those that the weights so far
    rank highest: what stands at the top of a list is what counts.
    """
    linked = [_linked(ingredients, one.raw) for one in rehearsals]
    least = np.array([one.least for one in ingredients])
    weights = learn_weights(_candidates(rehearsals, linked, None), least)
    for _ in range(2):
        weights = learn_weights(_candidates(rehearsals, linked, weights), least)
    return Blend(tuple(ingredients), tuple(float(weight) for weight in weights))


def _linked(ingredients: Sequence[Ingredient], raw: Scores) -> Scores:
    return np.stack([one.linked(row) for one, row in zip(ingredients, raw, strict=True)])


def _candidates(
    rehearsals: Sequence[Rehearsal], linked: Sequence[Scores], weights: Floats | None
) -> Candidates:
    """Candidates of shoppers who bought one of them; with weights only each one's highest."""
    parts, marks, sizes = [], [], []
    for one, scores in zip(rehearsals, linked, strict=True):
        kept = np.ones(len(one.bought), bool)
        if weights is not None:
            order, place = one.ranked(weights @ scores)
            kept[order] = place < RERANKED
        shopper, count = one.shopper, len(one.sizes)
        some = np.bincount(shopper, one.bought & kept, minlength=count) > 0
        kept &= some[shopper]
        parts.append(scores[:, kept])
        marks.append(one.bought[kept].astype(np.float64))
        sizes.append(np.bincount(shopper[kept], minlength=count)[some])
    counts = np.concatenate(sizes)
    starts = np.cumsum(counts) - counts
    return Candidates(np.concatenate(parts, axis=1), np.concatenate(marks), starts)


def lists_of_blend(blend: Blend, rehearsal: Rehearsal) -> Ints:
    """The ten best of a blend (shoppers x 10) from what its ingredients gave in a rehearsal."""
    order, place = rehearsal.ranked(
        np.array(blend.weights) @ _linked(blend.ingredients, rehearsal.raw)
    )
    lists = np.full((len(rehearsal.sizes), AT), -1, np.int64)
    top = place < AT
    lists[rehearsal.shopper[top], place[top]] = rehearsal.item[order[top]]
    return lists
