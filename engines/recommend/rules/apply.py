"""A list for one shopper: scores, what the rules add to them, and what they allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engines.recommend.interactions import Bools, Floats, Ints
from engines.recommend.models.model import Scores
from engines.recommend.rules.choice import choose
from engines.recommend.rules.compiled import Compiled, PinAt, compile_rules
from engines.recommend.rules.facts import Context, ItemFacts
from engines.recommend.rules.rules import Pin, Rule


@dataclass(frozen=True, eq=False)
class Arranged:
    """A list: items (k) best first, −1 where there is none, and 0 there in all other arrays.

    `scores` (k) are `base` (k) and the rules' `parts` (rules that add x k, as in
    `compiled.addends`) added in this order: the sum is the same to the last bit. `pins` (k) says
    which rule put an item where it stands.
    """

    compiled: Compiled
    items: Ints
    scores: Floats
    base: Floats
    parts: Floats
    pins: tuple[Pin | None, ...]

    @property
    def shown(self) -> Ints:
        """The items without empty places."""
        return self.items[self.items >= 0]

    def parts_of(self, place: int) -> tuple[tuple[Rule, float], ...]:
        """The rules that changed the score of what stands at a place, and by how much."""
        amounts = zip(self.compiled.addends, self.parts[:, place].tolist(), strict=True)
        return tuple((addend.rule, amount) for addend, amount in amounts if amount)


@dataclass(frozen=True, eq=False)
class Scored:
    """Scores under rules: `total` (items) = `base` + parts; `open` (items) may be shown."""

    base: Floats
    positive: Floats
    total: Floats
    open: Bools


def scored(compiled: Compiled, scores: Floats | Scores, hidden: Bools | None) -> Scored:
    """Add what the rules add. What has no finite score is not open, nor what is hidden.

    Raises ValueError for scores or a mask that are not one element an item.
    """
    shape = (len(compiled.facts),)
    if scores.shape != shape or (hidden is not None and hidden.shape != shape):
        raise ValueError(f"not one score for each of {shape[0]} items")
    finite = np.isfinite(scores)
    base = np.where(finite, scores, 0.0).astype(np.float64, copy=False)  # models give float32
    positive = np.maximum(base, 0.0)
    total = base.copy()
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is not open
        for one in compiled.addends:
            total += one.part(positive, slice(None))
    allowed = compiled.allowed & finite & np.isfinite(total)
    return Scored(base, positive, total, allowed if hidden is None else allowed & ~hidden)


def arrange_compiled(
    compiled: Compiled, scores: Floats | Scores, k: int, hidden: Bools | None = None
) -> Arranged:
    """A list of at most k items; for many shoppers rules are compiled once.

    `scores` (items) float64, or a row of a model's, higher first; `hidden` (items) what is not to
    be shown, as bought already. Equal scores stand by number, the lower first. Raises ValueError
    for arrays that do not fit the facts and for k below 0.
    """
    if k < 0:
        raise ValueError(f"a list of {k}")
    found = scored(compiled, scores, hidden)
    items, pins = choose(found.total, found.open, compiled.pins, compiled.caps, k)
    empty = k - len(items)
    parts = np.zeros((len(compiled.addends), k))
    for row, one in enumerate(compiled.addends):
        parts[row, : len(items)] = one.part(found.positive[items], items)
    return Arranged(
        compiled=compiled,
        items=np.pad(items, (0, empty), constant_values=-1),
        scores=np.pad(found.total[items], (0, empty)),
        base=np.pad(found.base[items], (0, empty)),
        parts=parts,
        pins=_rules_of(pins, k),
    )


def arrange(
    scores: Floats | Scores,
    facts: ItemFacts,
    rules: Iterable[Rule],
    context: Context,
    k: int,
    hidden: Bools | None = None,
) -> Arranged:
    """One list under rules. Raises RuleInvalid for an id twice, and as arrange_compiled does."""
    return arrange_compiled(compile_rules(rules, facts, context), scores, k, hidden)


def _rules_of(pins: list[PinAt | None], k: int) -> tuple[Pin | None, ...]:
    """The rule of each pin, None to the end of the list."""
    rules = [None if one is None else one.rule for one in pins]
    return (*rules, *[None] * (k - len(rules)))
