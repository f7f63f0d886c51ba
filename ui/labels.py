"""What changes are called in the language of the window."""

from __future__ import annotations

import re
from collections.abc import Collection

from PySide6.QtCore import QCoreApplication


def label_words(label: str) -> str:
    """The label of a change in words; a label nobody translated as it is."""
    translate = QCoreApplication.translate
    known = {
        "ship order": translate("Labels", "ship order"),
        "cancel order": translate("Labels", "cancel order"),
        "note payment": translate("Labels", "note payment"),
        "refund order": translate("Labels", "refund order"),
        "note order": translate("Labels", "note order"),
        "receive stock": translate("Labels", "receive stock"),
        "move stock": translate("Labels", "move stock"),
        "adjust stock": translate("Labels", "adjust stock"),
        "count stock": translate("Labels", "count stock"),
        "add location": translate("Labels", "add location"),
        "publish recommendations": translate("Labels", "publish recommendations"),
        "roll back recommendations": translate("Labels", "roll back recommendations"),
    }
    return known.get(label) or _edit_words(label)


def edit_label(cells: Collection[tuple[int, str]]) -> str:
    """The label of an edit of cells (thing, field): change 37 prices."""
    fields = {field for _thing, field in cells}
    nouns = {"price_minor": "prices", "cost_minor": "costs", "title": "titles"}
    noun = nouns.get(next(iter(fields)), "values") if len(fields) == 1 else "values"
    return f"change {len(cells)} {noun if len(cells) != 1 else noun.removesuffix('s')}"


def _edit_words(label: str) -> str:
    found = re.fullmatch(r"change (\d+) (price|cost|title|value)s?", label)
    if found is None:
        return label
    translate, many = QCoreApplication.translate, found[1] != "1"
    words = {
        ("price", False): translate("Labels", "change a price"),
        ("cost", False): translate("Labels", "change a cost"),
        ("title", False): translate("Labels", "change a title"),
        ("value", False): translate("Labels", "change a value"),
        ("price", True): translate("Labels", "change {count} prices"),
        ("cost", True): translate("Labels", "change {count} costs"),
        ("title", True): translate("Labels", "change {count} titles"),
        ("value", True): translate("Labels", "change {count} values"),
    }
    return words[found[2], many].format(count=found[1])
