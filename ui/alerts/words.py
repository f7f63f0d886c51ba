"""Alerts in words: one line each, with a verb and where it leads."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app import messages
from app.alerts import Alert, Kind
from widgets.action_list import ActionLine
from widgets.table.text import integer

# Where the verb leads: a view of a tab, or an action by its name.
ROUTES = {
    Kind.BROKEN: "action:verify",
    Kind.VERIFY_FAILED: "action:verify",
    Kind.IMPORT_FAILED: "action:import",
    Kind.BACKUP_FAILED: "action:backup",
    Kind.LATE: "view:orders.late",
    Kind.SHORT: "view:inventory.short",
    Kind.UNPAID: "view:orders.unpaid",
    Kind.NEVER_VERIFIED: "action:verify",
    Kind.VERIFIED_LONG_AGO: "action:verify",
    Kind.NEVER_BACKED_UP: "action:backup",
    Kind.BACKED_UP_LONG_AGO: "action:backup",
}
GRAVE = frozenset({Kind.BROKEN, Kind.VERIFY_FAILED, Kind.IMPORT_FAILED, Kind.BACKUP_FAILED})
PRESSING = frozenset({Kind.LATE, Kind.SHORT, Kind.UNPAID})


def line(alert: Alert) -> ActionLine:
    """An alert as a line of the list."""
    return ActionLine(str(alert.kind), words(alert), verb(alert.kind), tone(alert.kind))


def tone(kind: Kind) -> str:
    """How grave a line looks: what is broken, what presses, what is merely due."""
    if kind in GRAVE:
        return "negative"
    return "warning" if kind in PRESSING else "muted"


def verb(kind: Kind) -> str:
    """What the button of a line says."""
    translate = QCoreApplication.translate
    route = ROUTES[kind]
    if route == "action:verify":
        return translate("Alerts", "Verify")
    if route == "action:backup":
        return translate("Alerts", "Back up…")
    if route == "action:import":
        return translate("Alerts", "Import again…")
    if kind is Kind.SHORT:
        return translate("Alerts", "Show stock")
    return translate("Alerts", "Show orders")


def words(alert: Alert) -> str:
    """One sentence that states the fact."""
    translate = QCoreApplication.translate
    one, many = {
        Kind.BROKEN: (
            translate("Alerts", "The last verification found a problem in the ledger"),
            translate("Alerts", "The last verification found {count} problems in the ledger"),
        ),
        Kind.LATE: (
            translate("Alerts", "1 order is late"),
            translate("Alerts", "{count} orders are late"),
        ),
        Kind.SHORT: (
            translate("Alerts", "1 SKU is promised beyond stock"),
            translate("Alerts", "{count} SKUs are promised beyond stock"),
        ),
        Kind.UNPAID: (
            translate("Alerts", "1 order has waited for payment for more than a week"),
            translate("Alerts", "{count} orders have waited for payment for more than a week"),
        ),
        Kind.NEVER_VERIFIED: _same(
            translate("Alerts", "The ledger was never verified on this machine")
        ),
        Kind.VERIFIED_LONG_AGO: _same(
            translate("Alerts", "The ledger was last verified {count} days ago")
        ),
        Kind.NEVER_BACKED_UP: _same(translate("Alerts", "No backup was made on this machine")),
        Kind.BACKED_UP_LONG_AGO: _same(translate("Alerts", "The last backup is {count} days old")),
        Kind.VERIFY_FAILED: _same(translate("Alerts", "The verification stopped: {why}")),
        Kind.IMPORT_FAILED: _same(translate("Alerts", "The import failed: {why}")),
        Kind.BACKUP_FAILED: _same(translate("Alerts", "The backup failed: {why}")),
    }[alert.kind]
    locale = QLocale()
    why = "" if alert.error is None else messages.say(alert.error, locale.name())
    return (one if alert.count == 1 else many).format(count=integer(alert.count, locale), why=why)


def _same(text: str) -> tuple[str, str]:
    return text, text
