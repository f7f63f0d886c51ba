"""Choose a model by what it would have shown before baskets that are known by now.

Every candidate learns from what lies before a window and is judged by the shoppers' first baskets
in it. A blend's weights come from the earlier windows, so that the latest judges it as honestly as
all others; the best by the latest window is then fitted to everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engines.database.ticket import Ticket
from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.lists import Histories, best, hide_bought
from engines.recommend.models.blend import Blend, Candidates, Ingredient, learn_weights
from engines.recommend.models.model import Model, Scores
from engines.recommend.windows import NEW, Window

CANDIDATES = 60  # of each ingredient and shopper
RERANKED = 50  # candidates of each shopper whose order the weights are learned by, in the end
MOST_ASKED = 1_500  # shoppers of a window: more would not change the choice
AT = 10  # NDCG is taken at ten


@dataclass(frozen=True)
class Judged:
    """How a model did in a window: NDCG@10 of each shopper asked about, in the window's order."""

    name: str
    model: Model
    ndcg: Floats


@dataclass(frozen=True)
class Rehearsal:
    """What the ingredients said before a window, and what was then bought.

    `raw` (ingredients x candidates), `bought` (candidates), `sizes` (shoppers) candidates each,
    `answers` (shoppers) items each bought; `ndcg` (ingredients x shoppers) each by itself.
    """

    raw: Scores
    bought: Bools
    sizes: Ints
    answers: Ints
    ndcg: Floats


def rehearse(window: Window, ingredients: Sequence[Ingredient], ticket: Ticket) -> Rehearsal:
    """Fit ingredients to what lies before a window; score what they rank high. Raises Cancelled."""
    fitted = [one.model.fit(window.known, ticket) for one in ingredients]
    places = _asked(len(window.asked))
    raw, bought, sizes, ndcg = [], [], [], []
    histories = Histories(window.known)
    for start, shoppers in histories.chunks(window.asked[places]):
        ticket.step(start, len(places))
        scores = [model.scores(shoppers) for model in fitted]
        wanted = _wanted(window, places[start : start + shoppers.users])
        if window.target == NEW:
            for one in scores:
                hide_bought(one, shoppers)
        ndcg.append([ndcg_of(best(one, AT), wanted) for one in scores])
        near = _near(scores)
        rows, items = np.nonzero(near)
        raw.append(np.stack([one[rows, items] for one in scores]))
        bought.append(wanted[rows, items])
        sizes.append(near.sum(axis=1))
    return Rehearsal(
        raw=np.concatenate(raw, axis=1),
        bought=np.concatenate(bought),
        sizes=np.concatenate(sizes).astype(np.int64),
        answers=np.diff(window.starts)[places],
        ndcg=np.concatenate(ndcg, axis=1),
    )


def _asked(count: int) -> Ints:
    """Places of the shoppers to ask about: all, or an even choice that is the same every time."""
    if count <= MOST_ASKED:
        return np.arange(count)
    chosen = np.random.default_rng(count).choice(count, MOST_ASKED, replace=False)
    return np.sort(chosen).astype(np.int64)


def _wanted(window: Window, places: Ints) -> Bools:
    """(shoppers x items): what each bought."""
    wanted = np.zeros((len(places), window.known.items), bool)
    for row, place in enumerate(places):
        wanted[row, window.answers[window.starts[place] : window.starts[place + 1]]] = True
    return wanted


def _near(scores: Sequence[Scores]) -> Bools:
    """(shoppers x items): what any ingredient has among its best, with a score above 0."""
    near = np.zeros(scores[0].shape, bool)
    for one in scores:
        found = best(one, CANDIDATES)
        rows = np.broadcast_to(np.arange(len(found))[:, None], found.shape)
        there = (found >= 0) & (np.take_along_axis(one, np.maximum(found, 0), axis=1) > 0)
        near[rows[there], found[there]] = True
    return near


def ndcg_of(lists: Ints, wanted: Bools) -> Floats:
    """NDCG of lists (shoppers x k) by what is wanted (shoppers x items), one a shopper."""
    hits = np.take_along_axis(wanted, np.maximum(lists, 0), axis=1) & (lists >= 0)
    discount = 1.0 / np.log2(np.arange(2, lists.shape[1] + 2))
    ideal = np.concatenate(([0.0], np.cumsum(discount)))
    possible = ideal[np.minimum(wanted.sum(axis=1), lists.shape[1])]
    found: Floats = (hits @ discount) / np.maximum(possible, 1e-12)
    return found


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
        shopper = np.repeat(np.arange(len(one.sizes)), one.sizes)
        if weights is not None:
            order = np.lexsort((-(weights @ scores), shopper))
            place = np.arange(len(order)) - (np.cumsum(one.sizes) - one.sizes)[shopper]
            kept[order] = place < RERANKED
        some = np.bincount(shopper, one.bought & kept, minlength=len(one.sizes)) > 0
        kept &= some[shopper]
        parts.append(scores[:, kept])
        marks.append(one.bought[kept].astype(np.float64))
        sizes.append(np.bincount(shopper[kept], minlength=len(one.sizes))[some])
    counts = np.concatenate(sizes)
    return Candidates(
        np.concatenate(parts, axis=1), np.concatenate(marks), np.cumsum(counts) - counts
    )


def judged_blend(blend: Blend, rehearsal: Rehearsal) -> Floats:
    """NDCG of a blend, one a shopper, from what its ingredients said in a rehearsal."""
    score = np.array(blend.weights) @ _linked(blend.ingredients, rehearsal.raw)
    shopper = np.repeat(np.arange(len(rehearsal.sizes)), rehearsal.sizes)
    order = np.lexsort((-score, shopper))
    place = np.arange(len(order)) - (np.cumsum(rehearsal.sizes) - rehearsal.sizes)[shopper]
    discount = np.where(place < AT, 1.0 / np.log2(place + 2.0), 0.0)
    gained = np.bincount(
        shopper, rehearsal.bought[order] * discount, minlength=len(rehearsal.sizes)
    )
    ideal = np.concatenate(([0.0], np.cumsum(1.0 / np.log2(np.arange(2, AT + 2)))))
    return gained / np.maximum(ideal[np.minimum(rehearsal.answers, AT)], 1e-12)
