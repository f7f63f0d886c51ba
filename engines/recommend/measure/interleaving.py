"""Two rankings in one list, and which of them shoppers prefer by what they click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from engines.recommend.interactions import Ints

FIRST, SECOND = 0, 1


@dataclass(frozen=True)
class Mixed:
    """A list for one shopper: items best first, and whose team each is of (FIRST or SECOND)."""

    items: Ints
    team: Ints


def team_draft(
    first: Sequence[int], second: Sequence[int], length: int, seed: int | Sequence[int]
) -> Mixed:
    """Let both rankings choose in turn what stands next, who begins each round by lot.

    Team-draft interleaving, Radlinski, Kurup & Joachims 2008. Ends at `length`, or when a ranking
    has nothing more to add: what only one of them could place would favour it. The same seed
    gives the same list; several integers (a shop's and a shopper's, say) make one seed.
    """
    random = np.random.default_rng(seed)
    rankings = (list(first), list(second))
    sizes, at = [0, 0], [0, 0]
    items: list[int] = []
    team: list[int] = []
    taken: set[int] = set()
    while len(items) < length:
        for side, ranking in enumerate(rankings):
            while at[side] < len(ranking) and ranking[at[side]] in taken:
                at[side] += 1
        if at[FIRST] == len(rankings[FIRST]) or at[SECOND] == len(rankings[SECOND]):
            break
        if sizes[FIRST] == sizes[SECOND]:
            turn = int(random.integers(2))
        else:
            turn = FIRST if sizes[FIRST] < sizes[SECOND] else SECOND
        chosen = rankings[turn][at[turn]]
        items.append(chosen)
        team.append(turn)
        taken.add(chosen)
        sizes[turn] += 1
    return Mixed(np.array(items, dtype=np.int64), np.array(team, dtype=np.int64))


def credit(mixed: Mixed, clicked: Sequence[int]) -> tuple[int, int]:
    """How many different items of each team, first and second, were clicked (or bought)."""
    hit = np.isin(mixed.items, np.asarray(clicked, dtype=np.int64))
    return int((hit & (mixed.team == FIRST)).sum()), int((hit & (mixed.team == SECOND)).sum())


@dataclass(frozen=True)
class Preference:
    """Who won how often. `delta` is above 0 if the first ranking is preferred, −½ to ½.

    `p_value`: how likely a split at least as uneven is if neither is preferred.
    """

    first: int
    second: int
    ties: int
    delta: float
    p_value: float


def preference(first: Ints, second: Ints) -> Preference:
    """Compare credits, one element a shopper in each; those of a shopper's lists are to be summed.

    Δ = (wins of the first + ½ ties) ÷ all − ½ (Chapelle et al. 2012); ties include who clicked
    nothing. The p-value is that of the exact two-sided sign test, ties left out. No shoppers
    give Δ 0 and p 1. Raises ValueError for unequal lengths.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} credits")
    wins, losses = int((first > second).sum()), int((first < second).sum())
    ties = len(first) - wins - losses
    delta = (wins + ties / 2) / len(first) - 0.5 if len(first) else 0.0
    return Preference(wins, losses, ties, delta, sign_test(wins, losses))


def sign_test(wins: int, losses: int) -> float:
    """Two-sided exact p-value of so uneven a split of fair coins: 2·P(X ≤ fewer), at most 1."""
    total, fewer = wins + losses, min(wins, losses)
    if wins == losses:
        return 1.0
    # Logarithms of C(total, i) for i up to `fewer`: each follows from the one before.
    below = np.arange(fewer)
    chances = np.concatenate([[0.0], np.cumsum(np.log((total - below) / (below + 1)))])
    largest = float(chances[-1])  # they rise up to the middle
    tail = largest + log(float(np.exp(chances - largest).sum())) - total * log(2)
    return min(1.0, 2 * exp(tail))
