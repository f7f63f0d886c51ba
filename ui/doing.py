"""Finds what can be done by the words of either language, a letter wrong or swapped.

``Doing(context, actions)``: ``find(text) -> [Hit]``: actions, tabs and settings, surest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from PySide6.QtCore import QCoreApplication, QTranslator

from app import settings
from app.context import Context
from engines.database.nearness import allowed, slips
from ui.actions import Action, Say, actions
from ui.setting_words import choice_words, setting_labels
from widgets.palette import Hit


def _english(_context: str, text: str) -> str:
    return text


def _chinese() -> Say:
    from ui.start import TRANSLATIONS

    known = QTranslator()
    known.load(str(TRANSLATIONS / "zh_CN.qm"))
    return lambda context, text: known.translate(context, text) or text


class Doing:
    """Reads the words of the other language when something is first looked up."""

    def __init__(self, context: Context, acts: Sequence[Action]) -> None:
        self._context, self._acts = context, acts

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """What an action or a setting is called, in every language."""
        names: dict[str, tuple[str, ...]] = {}
        for say in (QCoreApplication.translate, _english, _chinese()):
            for one in actions(say):
                names[one.name] = (*names.get(one.name, ()), one.text)
            choices = choice_words(say)
            for name, label in setting_labels(say).items():
                chosen = (choices[value] for value in _choices(name))
                names[f"setting:{name}"] = (*names.get(f"setting:{name}", ()), label, *chosen)
        return names

    def find(self, text: str) -> list[Hit]:
        """What can be done and is called so; without a text, every action."""
        translate = QCoreApplication.translate
        doing, setting = translate("Search", "Do"), translate("Search", "Setting")
        allowed_acts = [one for one in self._acts if self._context.may_all(one.right)]
        hits = [
            Hit(doing, one.text, one.shown_keys(), f"action:{one.name}") for one in allowed_acts
        ]
        if not text:
            return hits
        hits += [
            Hit(setting, label, "", f"setting:{name}") for name, label in setting_labels().items()
        ]
        ranked = [(_rank(text, self._names[_named(one)]), one) for one in hits]
        found = [(rank, one) for rank, one in ranked if rank is not None]
        return [one for _rank_, one in sorted(found, key=lambda pair: pair[0])]


def _choices(name: str) -> Iterable[str]:
    return next(one.choices for one in settings.SETTINGS if one.name == name)


def _named(hit: Hit) -> str:
    return hit.key.removeprefix("action:")


def _rank(said: str, names: Sequence[str]) -> int | None:
    """0: the words begin so, 1: they hold it, 2: they nearly do; None: something else."""
    folded = said.casefold()
    texts = [one.casefold() for one in names]
    if any(one.startswith(folded) for one in texts):
        return 0
    if any(folded in one for one in texts):
        return 1
    wanted = re.findall(r"\w+", folded)
    near = any(all(_near(word, re.findall(r"\w+", one)) for word in wanted) for one in texts)
    return 2 if wanted and near else None


def _near(word: str, others: Sequence[str]) -> bool:
    most = allowed(word)
    return any(one.startswith(word) or (most and slips(word, one, most) <= most) for one in others)
