"""Models and reasons in plain words, in the language of the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

if TYPE_CHECKING:
    from engines.recommend.evidence import Part

GROUPS = ("before", "together", "alike", "popular", "rule")  # in the order of the bars' colours
DAY_S = 86_400
DECIMALS = 3


def model_words(settings: Mapping[str, Any]) -> str:
    """What a model is called by its settings; one that is not known by its own name."""
    translate = QCoreApplication.translate
    kind = str(settings.get("model", ""))
    if kind == "frequency":
        prior = QLocale().toString(float(settings.get("prior", 0.0)), "g", 4)
        aspects = {
            "bought": translate("Models", "Bought before"),
            "bought again": translate("Models", "Bought again (prior {prior})"),
            "due": translate("Models", "Due again"),
            "not overdue": translate("Models", "Not yet overdue"),
        }
        aspect = str(settings.get("aspect", ""))
        return aspects.get(aspect, aspect).format(prior=prior)
    names = {
        "blend": translate("Models", "Blend"),
        "popularity": translate("Models", "Popular"),
        "trend": translate("Models", "Trending"),
        "item-knn": translate("Models", "Item neighbours"),
        "complements": translate("Models", "Same basket"),
        "user-knn": translate("Models", "Shoppers alike"),
        "ease": translate("Models", "EASE"),
        "als": translate("Models", "Matrix factors"),
        "tifu-knn": translate("Models", "Rhythm of baskets"),
        "rp3beta": translate("Models", "Random walk"),
        "spectral": translate("Models", "Graph of purchases"),
    }
    return names.get(kind, kind)


def group_words() -> dict[str, str]:
    """What the parts of a score are called under the list."""
    translate = QCoreApplication.translate
    return {
        "before": translate("Reasons", "bought before"),
        "together": translate("Reasons", "bought together"),
        "alike": translate("Reasons", "alike"),
        "popular": translate("Reasons", "popular"),
        "rule": translate("Reasons", "rule"),
    }


def legend_words() -> dict[str, str]:
    """The same where there is little room."""
    translate = QCoreApplication.translate
    short = {
        "before": translate("Reasons", "before"),
        "together": translate("Reasons", "together"),
    }
    return group_words() | short


def series_of(group: str) -> int:
    """The place of a part among the colours."""
    return GROUPS.index(group) if group in GROUPS else len(GROUPS) - 1


def strongest(parts: Sequence[Part]) -> Part | None:
    """The part that gives most."""
    return max(parts, key=lambda one: one.amount, default=None)


def sentence(part: Part | None, titles: Mapping[str, str], now: int) -> str:
    """One part as a plain sentence to the customer; `titles` are by SKU, `now` in Unix seconds."""
    translate = QCoreApplication.translate
    if part is None:
        return translate("Reasons", "nothing speaks for it: it fills the list")
    if part.group == "before":
        return _bought(part, now)
    if part.group == "together":
        return _together(part, titles)
    if part.group == "alike":
        if part.shoppers is None:
            return translate("Reasons", "bought by shoppers with a like taste")
        words = translate("Reasons", "bought by {count} shoppers with a like taste")
        return words.format(count=QLocale().toString(part.shoppers))
    if part.group == "popular":
        return translate("Reasons", "popular lately")
    return translate("Reasons", "by a rule of the shop")


def _bought(part: Part, now: int) -> str:
    translate = QCoreApplication.translate
    if not part.times or part.last is None:
        return translate("Reasons", "like what you buy again and again")
    last = ago(now - part.last)
    if part.times == 1:
        return translate("Reasons", "you bought it once, {ago}").format(ago=last)
    words = translate("Reasons", "you bought it {times} times, last {ago}")
    return words.format(times=QLocale().toString(part.times), ago=last)


def ago(seconds: int) -> str:
    """How long ago, in days."""
    translate, days = QCoreApplication.translate, max(seconds, 0) // DAY_S
    if days == 0:
        return translate("Reasons", "today")
    if days == 1:
        return translate("Reasons", "yesterday")
    return translate("Reasons", "{days} days ago").format(days=QLocale().toString(days))


def _together(part: Part, titles: Mapping[str, str]) -> str:
    translate = QCoreApplication.translate
    if not part.ties:
        return translate("Reasons", "goes with what you bought")
    tie = part.ties[0]
    title = titles.get(tie.item, tie.item)
    if tie.both is None or tie.of is None:
        return translate("Reasons", "goes with {title}").format(title=title)
    words = translate("Reasons", "bought by {both} of {of} customers who bought {title}")
    locale = QLocale()
    return words.format(both=locale.toString(tie.both), of=locale.toString(tie.of), title=title)


def decimal(value: float, digits: int = DECIMALS) -> str:
    """A figure with a real minus sign."""
    text = QLocale().toString(abs(value), "f", digits)
    return f"\N{MINUS SIGN}{text}" if round(value, digits) < 0 else text


def signed(value: float, digits: int = DECIMALS) -> str:
    """A difference, with its sign."""
    return f"+{decimal(value, digits)}" if round(value, digits) > 0 else decimal(value, digits)


def rounded(amounts: Sequence[float], digits: int = DECIMALS) -> list[float]:
    """Amounts rounded so that what is shown adds up to their rounded sum."""
    shown = [round(one, digits) for one in amounts]
    if shown:
        largest = max(range(len(shown)), key=lambda at: abs(amounts[at]))
        shown[largest] += round(round(sum(amounts), digits) - sum(shown), digits)
    return [round(one, digits) for one in shown]


def percent(share: float, digits: int = 1) -> str:
    """A share as a percentage."""
    return f"{QLocale().toString(100 * share, 'f', digits)} %"


def day(seconds: int, zone: ZoneInfo) -> str:
    """A day of a window without its year, as the locale writes it."""
    locale, at = QLocale(), datetime.fromtimestamp(seconds, zone)
    whole = QDate(at.year, at.month, at.day)
    if locale.language() == QLocale.Language.Chinese:
        return locale.toString(whole, "M月d日")
    return locale.toString(whole, "d MMM")
