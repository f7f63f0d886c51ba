"""The panel under the list: every part of one score, and why something is not in the list."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from ui.recommendations.seeing import Absent, Seen
from ui.recommendations.words import decimal, group_words, rounded, sentence
from widgets.detail import DetailPanel
from widgets.table.text import integer

if TYPE_CHECKING:
    from app.recommending import Shown

LEAST_REST = 0.0005  # of what is left of a part beside its ties


def show_item(panel: DetailPanel, seen: Seen, place: int) -> None:
    """Why an item of the list stands where it does."""
    translate = QCoreApplication.translate
    one = seen.list.items[place]
    rank = translate("Reasons", "no. {rank}").format(rank=integer(place + 1, QLocale()))
    panel.begin(one.title, rank, "accent", one.sku)
    _parts(panel, one, seen.titles)


def show_absent(panel: DetailPanel, found: Absent) -> None:
    """Why an item is not in the list."""
    one, locale = found.item, QLocale()
    rank = QCoreApplication.translate("Reasons", "no. {rank}")
    panel.begin(one.title, rank.format(rank=integer(one.rank, locale)), "neutral", one.sku)
    panel.text(absent_words(found))
    _parts(panel, one, found.titles)


def absent_words(found: Absent) -> str:
    """One sentence: its place, and what it lacks."""
    translate, locale = QCoreApplication.translate, QLocale()
    if found.hidden:
        return translate(
            "Reasons", "The customer bought it before, and this list is of new items only."
        )
    rank, places = integer(found.item.rank, locale), integer(found.places, locale)
    if found.missing > 0:
        words = translate(
            "Reasons", "It would be no. {rank}; it lacks {missing} to place {places}."
        )
        return words.format(rank=rank, missing=decimal(found.missing), places=places)
    if not found.inside:
        words = translate(
            "Reasons",
            "Its score equals that of place {places}; of equals, the first by number are shown.",
        )
        return words.format(places=places)
    return translate("Reasons", "It is in the list, as no. {rank}.").format(rank=rank)


def _parts(panel: DetailPanel, one: Shown, titles: Mapping[str, str]) -> None:
    translate, now = QCoreApplication.translate, int(time.time())
    names, sum_words = group_words(), translate("Reasons", "Score")
    amounts = rounded([part.amount for part in one.parts])
    rows = [
        (names.get(part.group, part.group), decimal(amount))
        for part, amount in zip(one.parts, amounts, strict=True)
    ]
    panel.grid([*rows, (sum_words, decimal(one.score))], strong=[sum_words])
    for part in one.parts:
        panel.section(names.get(part.group, part.group))
        panel.text(sentence(part, titles, now))
        if not part.ties:
            continue
        rest = part.amount - sum(tie.amount for tie in part.ties)
        ties = [(titles.get(tie.item, tie.item), decimal(tie.amount)) for tie in part.ties]
        if abs(rest) >= LEAST_REST:
            ties.append((translate("Reasons", "other products"), decimal(rest)))
        panel.table([translate("Reasons", "You bought"), ""], ties, numeric=(1,))
    if not one.parts:
        panel.text(sentence(None, titles, now))
