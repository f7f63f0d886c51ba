"""What a preview says in words: how files were read, what was not, what would change."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from engines.exchange.plan import Plan
from engines.exchange.run import Outcome
from ui.importing.words import thing_words
from widgets.table.text import integer


def read_as(outcome: Outcome) -> str:
    """How the files were read, each way once."""
    named = QCoreApplication.translate("ImportDialog", "{name}, sheet “{sheet}”")
    ways = [
        named.format(name=one.name, sheet=one.sheet) if one.sheet else one.name
        for one in outcome.read_as
    ]
    return ", ".join(dict.fromkeys(ways))


def left_out(outcome: Outcome) -> str:
    """The sheets that were not read, if any: nobody is to look for their rows."""
    translate = QCoreApplication.translate
    shown = translate("ImportDialog", "“{sheet}”")
    hidden = translate("ImportDialog", "“{sheet}” (hidden)")
    names = [
        (hidden if sheet.hidden else shown).format(sheet=sheet.name)
        for one in outcome.read_as
        for sheet in one.left_out
    ]
    words = translate("ImportDialog", "Sheets not read: {sheets}")
    return words.format(sheets=", ".join(names)) if names else ""


def will(plan: Plan) -> str:
    """What would be new, what changed, what is known."""
    translate = QCoreApplication.translate
    names, locale = thing_words(), QLocale()
    new = [f"{integer(n, locale)} {names.get(k, k)}" for k, n in plan.created.items()]
    changed = [f"{integer(n, locale)} {names.get(k, k)}" for k, n in plan.updated.items()]
    parts = []
    if new:
        words = translate("ImportDialog", "New: {things}.")
        parts.append(words.format(things=", ".join(new)))
    if changed:
        words = translate("ImportDialog", "Changed: {things}.")
        parts.append(words.format(things=", ".join(changed)))
    if plan.unchanged:
        words = translate("ImportDialog", "{count} rows are known already.")
        parts.append(words.format(count=integer(plan.unchanged, locale)))
    return " ".join(parts) or translate("ImportDialog", "Nothing would change.")
