"""What changes are called in the language of the window."""

from __future__ import annotations

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
    }
    return known.get(label, label)
