"""A weighted sum of what several models say, the weights learned from later baskets.

score(u, i) = Σ_m w_m·g_m(s_m(u, i)) with w ≥ 0; g is log(1 + max(s, 0)/scale) for scores that are
shares or likenesses, so that weights multiply odds rather than add them, and s itself for a trend.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engines.database.ticket import Share, Ticket
from engines.recommend.interactions import Floats, Interactions, Ints
from engines.recommend.models.history import history
from engines.recommend.models.model import Fitted, Model, Reason, Scores


@dataclass(frozen=True)
class Ingredient:
    """A model in a blend; `scale` is of its scores, None for scores that are added as they are.

    `least` is the smallest weight it may get: above 0 it settles what the others leave equal.
    """

    model: Model
    scale: float | None = None
    least: float = 0.0

    def linked(self, scores: Scores) -> Scores:
        """The scores as they are added up."""
        if self.scale is None:
            return scores
        return np.log1p(np.maximum(scores, 0) / np.float32(self.scale))


@dataclass(frozen=True)
class Level:
    """What ingredients count for shoppers with at least so many baskets."""

    baskets: int
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Blend:
    """Ingredients and how much each counts.

    `levels` (fewest baskets first) say it anew from a number of baskets on: the more is known of a
    shopper, the more the own purchases can be trusted.
    """

    ingredients: tuple[Ingredient, ...]
    weights: tuple[float, ...]
    levels: tuple[Level, ...] = ()

    @property
    def name(self) -> str:
        """What the model is called."""
        return "blend"

    def fit(self, data: Interactions, ticket: Ticket) -> FittedBlend:
        """Fit every ingredient that counts."""
        table = self.table()
        used = np.flatnonzero(table.any(axis=0)).tolist()
        kept = replace(
            self,
            ingredients=tuple(self.ingredients[at] for at in used),
            weights=tuple(self.weights[at] for at in used),
            levels=tuple(
                replace(one, weights=tuple(one.weights[at] for at in used)) for one in self.levels
            ),
        )
        fitted = []
        for done, one in enumerate(kept.ingredients):
            ticket.step(done, len(used))
            fitted.append(one.model.fit(data, Share(ticket, done, len(used))))
        return FittedBlend(kept, tuple(fitted))

    def table(self) -> Floats:
        """All weights (1 + levels x ingredients)."""
        return np.array([self.weights, *(one.weights for one in self.levels)])

    def weights_of(self, baskets: Ints) -> Floats:
        """The weights (shoppers x ingredients) of shoppers by how many baskets each has."""
        starts = [one.baskets for one in self.levels]
        found: Floats = self.table()[np.searchsorted(starts, baskets, side="right")]
        return found


@dataclass(frozen=True)
class FittedBlend:
    """Fitted ingredients, in the blend's order."""

    blend: Blend
    fitted: tuple[Fitted, ...]

    def scores(self, shoppers: Interactions) -> Scores:
        """The weighted sum."""
        total = np.zeros((shoppers.users, shoppers.items), np.float32)
        weights = self.blend.weights_of(history(shoppers).baskets).astype(np.float32)
        parts = zip(self.blend.ingredients, weights.T, self.fitted, strict=True)
        for one, weight, model in parts:
            total += weight[:, None] * one.linked(model.scores(shoppers))
        return total

    def reasons(self, shopper: Interactions, items: Ints) -> list[list[Reason]]:
        """Every ingredient's reasons, scaled to what the ingredient adds."""
        found: list[list[Reason]] = [[] for _ in items]
        weights = self.blend.weights_of(history(shopper).baskets)[0].tolist()
        parts = zip(self.blend.ingredients, weights, self.fitted, strict=True)
        for one, weight, model in parts:
            for at, reasons in enumerate(model.reasons(shopper, items)):
                raw = sum(reason.amount for reason in reasons)
                added = weight * float(one.linked(np.array(raw)))
                if added:
                    share = added / raw
                    found[at] += [replace(each, amount=each.amount * share) for each in reasons]
        return found


@dataclass(frozen=True)
class Candidates:
    """Linked scores of the items that any ingredient ranks high, and which were bought.

    `linked` is (ingredients x candidates), `bought` (candidates), `starts` where each shopper's
    candidates begin; only shoppers with a bought candidate are kept.
    """

    linked: Floats
    bought: Floats
    starts: Ints


def learn_weights(candidates: Candidates, least: Floats, penalty: float = 1e-4) -> Floats:
    """Weights that make bought candidates likely: w of the least mean cross entropy.

    Softmax over each shopper's candidates (Cao et al., "Learning to rank: from pairwise approach
    to listwise approach", ICML 2007, top one probability), w ≥ `least`, penalised by
    penalty·Σ(w·σ)². Convex: the answer does not depend on where the search starts.
    """
    from scipy.optimize import minimize

    spread = candidates.linked.std(axis=1) + 1e-9
    features = (candidates.linked / spread[:, None]).T.astype(np.float64)
    starts = np.asarray(candidates.starts)
    sizes = np.diff(np.append(starts, len(features)))
    shopper = np.repeat(np.arange(len(starts)), sizes)
    share = candidates.bought / np.add.reduceat(candidates.bought, starts)[shopper]

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = features @ weights
        score -= np.maximum.reduceat(score, starts)[shopper]
        odds = np.exp(score)
        sums = np.add.reduceat(odds, starts)
        entropy = -float(share @ (score - np.log(sums)[shopper])) / len(starts)
        slope = ((odds / sums[shopper] - share) @ features) / len(starts)
        return entropy + penalty * float(weights @ weights), slope + 2 * penalty * weights

    bounds = [(low * wide, None) for low, wide in zip(least, spread, strict=True)]
    first = np.maximum(0.1, [low for low, _ in bounds])
    found = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds)
    weights: Floats = found.x / spread
    return weights
