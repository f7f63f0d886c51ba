"""Everything a person can do, as data: one list for menus, search, shortcuts, tooltips, help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from engines.identity.rights import Right

Say = Callable[[str, str], str]  # (context, English) -> words
ALERTS_KEYS = "Ctrl+Shift+A"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: a stable name, its words in the window's language, keys, right."""

    name: str
    text: str
    keys: str = ""
    right: Right | None = None

    def shown_keys(self) -> str:
        """The keys as this platform writes them."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)


def actions(translate: Say = QCoreApplication.translate) -> tuple[Action, ...]:
    """Every action, in the language of the window or of whoever says otherwise."""
    return (
        Action("tab.inventory", translate("Actions", "Inventory"), "Ctrl+1", Right.STOCK_READ),
        Action("tab.orders", translate("Actions", "Orders"), "Ctrl+2", Right.ORDERS_READ),
        Action(
            "tab.recommendations",
            translate("Actions", "Recommendations"),
            "Ctrl+3",
            Right.RECOMMEND_READ,
        ),
        Action("tab.ledger", translate("Actions", "Ledger"), "Ctrl+6", Right.LEDGER_READ),
        Action("search", translate("Actions", "Search"), "Ctrl+K"),
        Action("import", translate("Actions", "Import files…"), "Ctrl+I", Right.IMPORT),
        Action("watch", translate("Actions", "Watch a folder for files…"), "", Right.IMPORT),
        Action("undo", translate("Actions", "Undo"), "Ctrl+Z"),
        Action("redo", translate("Actions", "Redo"), "Ctrl+Y"),
        Action("refresh", translate("Actions", "Refresh"), "F5"),
        Action("verify", translate("Actions", "Verify the ledger"), "", Right.LEDGER_READ),
        Action(
            "recommendations.improve",
            translate("Actions", "Improve recommendations"),
            "",
            Right.RECOMMEND_READ,
        ),
        Action(
            "recommendations.publish",
            translate("Actions", "Publish a draft of recommendations…"),
            "Ctrl+Shift+P",
            Right.RECOMMEND_PUBLISH,
        ),
        Action(
            "recommendations.roll_back",
            translate("Actions", "Roll recommendations back"),
            "",
            Right.RECOMMEND_PUBLISH,
        ),
        Action("backup", translate("Actions", "Back up…"), "", Right.EXPORT),
        Action("alerts", translate("Actions", "Show alerts"), ALERTS_KEYS),
        Action("settings", translate("Actions", "Settings…"), "Ctrl+,"),
        Action("keys", translate("Actions", "Keyboard shortcuts"), "F1"),
        Action("open", translate("Actions", "Open another shop…"), "Ctrl+O"),
        Action("password", translate("Actions", "Set my password…")),
    )
