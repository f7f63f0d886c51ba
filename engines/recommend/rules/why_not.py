"""Why an item is not in a list, and the smallest change that brings it in, tried out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf, isfinite, nextafter

import numpy as np

from engines.recommend.interactions import Bools, Floats
from engines.recommend.models.model import Scores
from engines.recommend.rules.apply import Arranged, arrange_compiled, scored
from engines.recommend.rules.compiled import Cap, Compiled, compile_rules
from engines.recommend.rules.rules import MOST_AMOUNT, Boost, Hide, Rule
from engines.recommend.rules.selection import Selector

_MOST_TRIED = 3  # rules lifted together for which every choice is tried


@dataclass(frozen=True)
class Change:
    """What brings an item in: all of it together.

    `lift` are ids of rules not to apply, `amount` is to be added to the item's score, `yields`
    numbers items not to be shown instead, `despite_hidden` shows it though it is bought already.
    """

    lift: tuple[str, ...] = ()
    amount: float = 0.0
    yields: tuple[int, ...] = ()
    despite_hidden: bool = False

    def rules(self, compiled: Compiled, item: int) -> tuple[Rule, ...]:
        """The rules in force after the change; what it adds comes last, as its ids do."""
        kept = [one for one in compiled.rules if one.id not in self.lift]
        last = max((one.id for one in kept), default="") + "~"  # greater than every other
        ids = compiled.facts.item_ids
        if self.amount:
            lifted = Selector(items=frozenset([ids[item]]))
            kept.append(Boost(id=last, name=last, selector=lifted, amount=self.amount))
        if self.yields:
            gone = Selector(items=frozenset(ids[one] for one in self.yields))
            kept.append(Hide(id=last + "~", name=last, selector=gone))
        return tuple(kept)


@dataclass(frozen=True)
class WhyNot:
    """What keeps an item out of a list.

    `rules`: filters that hide it, limits and long-tail guards that are used up, pins if they take
    every place. `hidden`: it is bought already; `unscored`: it has no finite score. `short_by`:
    how much its score is below that of the last that stands by its score, 0 if it is not.
    `change`: None without a score, for a list of no places, and for an amount no rule may have.
    `leaves` numbers what is shown now and not after the change.
    """

    item: int
    rules: tuple[Rule, ...]
    hidden: bool
    unscored: bool
    short_by: float
    change: Change | None
    leaves: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class _Case:
    """The list that is asked about, and the item."""

    compiled: Compiled
    scores: Floats | Scores
    item: int
    k: int
    hidden: Bools
    total: Floats

    def after(self, change: Change) -> Arranged:
        """The list after a change."""
        facts, context = self.compiled.facts, self.compiled.context
        hidden = self.hidden
        if change.despite_hidden:
            hidden = hidden.copy()
            hidden[self.item] = False
        rules = change.rules(self.compiled, self.item)
        return arrange_compiled(compile_rules(rules, facts, context), self.scores, self.k, hidden)

    def brings_in(self, change: Change) -> bool:
        """Whether the item is shown after a change."""
        return self.item in self.after(change).shown


def why_not(
    compiled: Compiled, scores: Floats | Scores, item: int, k: int, hidden: Bools | None = None
) -> WhyNot | None:
    """Why an item is not among the k shown; None if it is. Arguments as for arrange_compiled.

    The change lifts every filter on the item. Where a limit or a guard keeps it out, the last of
    the group yields, if that is enough; else an amount is added, the least to the last bit; where
    no amount helps, limits, guards and pins are lifted as well: up to three as few as possible,
    beyond that none that might stay. Raises ValueError for a number that no item has.
    """
    if not 0 <= item < len(compiled.facts):
        raise ValueError(f"no item {item}")
    found = scored(compiled, scores, hidden)
    none = np.zeros(len(compiled.facts), bool)
    case = _Case(compiled, scores, item, k, none if hidden is None else hidden, found.total)
    before = case.after(Change())
    if item in before.shown:
        return None
    filters = compiled.hides(item)
    unscored = not (isfinite(scores[item]) and isfinite(found.total[item]))
    known = WhyNot(item, filters, bool(case.hidden[item]), unscored, 0.0, None)
    if unscored:
        return known
    start = Change(lift=tuple(one.id for one in filters), despite_hidden=known.hidden)
    free = case.after(start)
    known = replace(known, short_by=_short_by(case, free))
    if item in free.shown:
        change: Change | None = start
    else:
        known = replace(known, rules=(*filters, *_in_the_way(case, free)))
        change = _smallest(case, start, free)
    if change is None:
        return known
    gone = np.setdiff1d(before.shown, case.after(change).shown)
    return replace(known, change=change, leaves=tuple(gone.tolist()))


def _by_score(listed: Arranged) -> list[int]:
    """What stands in a list by its score, best first."""
    pairs = zip(listed.shown.tolist(), listed.pins, strict=False)
    return [item for item, pin in pairs if pin is None]


def _short_by(case: _Case, listed: Arranged) -> float:
    """How much the item lacks to the last that stands in a full list by its score."""
    others = _by_score(listed)
    if case.item in others or not others or len(listed.shown) < case.k:
        return 0.0
    return max(0.0, float(case.total[others[-1]] - case.total[case.item]))


def _used_up(case: _Case, listed: Arranged) -> list[Cap]:
    """Caps whose group of the item is full."""
    found = []
    for cap in listed.compiled.caps:
        group = cap.group[case.item]
        count = int((cap.group[listed.shown] == group).sum())
        if group >= 0 and count >= cap.most(case.k):
            found.append(cap)
    return found


def _in_the_way(case: _Case, listed: Arranged) -> list[Rule]:
    """Rules for whole lists that keep the item out, of those that do not hide it."""
    others = _by_score(listed)
    if not others and len(listed.shown) == case.k:
        return [pin for pin in listed.pins if pin is not None]
    # A guard stands in the way only of what is better than something that is shown.
    beats = bool(others) and _ahead(case, case.item, others[-1])
    return [cap.rule for cap in _used_up(case, listed) if beats or not cap.soft]


def _ahead(case: _Case, item: int, other: int) -> bool:
    """Whether an item ranks before another."""
    mine, theirs = case.total[item], case.total[other]
    return bool(mine > theirs or (mine == theirs and item < other))


def _smallest(case: _Case, start: Change, listed: Arranged) -> Change | None:
    """The least to add to a change that lifts the filters; `listed` is the list after it."""
    for one in _yielding(case, start, listed):
        if case.brings_in(one):
            return one
    found = _with_amount(case, start, listed)
    if found is not None:
        return found
    in_the_way = _liftable(case, listed)
    for count in range(1, _MOST_TRIED + 1):
        found = _lifting(case, start, combinations(in_the_way, count))
        if found is not None:
            return found
    for spare in in_the_way[::-1]:  # more together: all but those that may as well stay
        fewer = [other for other in in_the_way if other != spare]
        if _lifting(case, start, [fewer]) is not None:
            in_the_way = fewer
    return _lifting(case, start, [in_the_way])


def _liftable(case: _Case, listed: Arranged) -> list[str]:
    """Ids of what may keep the item out of lists: caps that are used up first, idle pins last."""
    caps = [cap for cap in listed.compiled.caps if cap.group[case.item] >= 0]
    used_up = [cap.rule.id for cap in _used_up(case, listed)]
    pins = [pin.id for pin in reversed(listed.pins) if pin is not None]
    idle = [pin.rule.id for pin in listed.compiled.pins]  # placed once others are lifted
    return list(dict.fromkeys((*used_up, *pins, *(cap.rule.id for cap in caps), *idle)))


def _lifting(case: _Case, start: Change, lifted: Iterable[Sequence[str]]) -> Change | None:
    """The first rules to lift that bring the item in, or do so with an amount added."""
    steps = [replace(start, lift=(*start.lift, *ids)) for ids in lifted]
    for step in steps:
        if case.brings_in(step):
            return step
    for step in steps:
        found = _with_amount(case, step, case.after(step))
        if found is not None:
            return found
    return None


def _yielding(case: _Case, start: Change, listed: Arranged) -> list[Change]:
    """For each cap in the way: the last item of the group that stands by its score yields."""
    rules = _in_the_way(case, listed)
    found = []
    for cap in _used_up(case, listed):
        mine = cap.group[case.item]
        members = [one for one in _by_score(listed) if cap.group[one] == mine]
        if cap.rule in rules and members:
            found.append(replace(start, yields=(members[-1],)))
    return found


def _with_amount(case: _Case, start: Change, listed: Arranged) -> Change | None:
    """The least amount that brings the item in, None if none does.

    A higher score never hurts, and what is chosen before the item changes only where its score
    passes that of something shown: so the place to beat is found by halving.
    """
    others = _by_score(listed)
    low, high = 0, len(others)  # ahead of others[: low] it is shown, ahead of others[high] not
    while low < high:
        middle = (low + high) // 2
        if _tried(case, start, others, middle) is None:
            high = middle
        else:
            low = middle + 1
    return _tried(case, start, others, low - 1) if low else None


def _tried(case: _Case, start: Change, others: Sequence[int], at: int) -> Change | None:
    """The change that just passes others[at], if it brings the item in."""
    amount = _to_pass(case, others[at])
    change = replace(start, amount=amount)
    return change if 0 < amount <= MOST_AMOUNT and case.brings_in(change) else None


def _to_pass(case: _Case, other: int) -> float:
    """The least amount that ranks the item before another, as sums are rounded."""
    mine, theirs = float(case.total[case.item]), float(case.total[other])
    target = theirs if case.item < other else nextafter(theirs, inf)
    amount = target - mine
    while mine + amount < target:
        amount = nextafter(amount, inf)
    return amount
