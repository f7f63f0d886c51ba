"""The Orders tab: saved views, the order table, one order with what can be done to it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from app.context import Context
from engines.database.errors import CounterfoilError
from engines.database.moments import now_us
from engines.identity.rights import Right
from engines.orders.queries import OrderFigures
from ui.orders.order_detail import show_order
from ui.orders.order_dialogs import NoteDialog, PayDialog, ReasonDialog, RefundDialog, ShipDialog
from ui.orders.orders_presenter import OrdersPresenter, OrderView
from ui.table_page import TablePage
from widgets.key_figures import Figure
from widgets.table.source import Column, Filter
from widgets.table.text import integer, money

TONES = {
    "to_pay": "neutral",
    "to_ship": "warning",
    "part_shipped": "accent",
    "late": "negative",
    "shipped": "positive",
    "cancelled": "neutral",
    "refunded": "neutral",
}


class OrdersPage(TablePage):
    """What a store manager does with orders."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.presenter = OrdersPresenter(context)
        self.context = context
        super().__init__(context, self._columns(), self._figures(), self.presenter.source, parent)
        self.presenter.setParent(self)
        self._view: OrderView | None = None
        self.add_views(
            [
                ("to_pay", self.tr("To pay")),
                ("to_ship", self.tr("To ship")),
                ("late", self.tr("Late")),
                ("unpaid", self.tr("Unpaid for a week")),
                ("cancelled", self.tr("Cancelled")),
                ("refunded", self.tr("Refunded")),
            ]
        )
        self.add_find(self.tr("Number, customer or SKU"))
        self.add_tools("orders")
        self.answers.set_empty(
            self.tr("No orders here"), self.tr("Import some, or choose another view.")
        )
        self.detail.say_empty(self.tr("Choose an order to see its lines, money and history."))
        self.opened.connect(self.presenter.open)
        self.presenter.order_ready.connect(self._show)
        self.presenter.figures_ready.connect(self.show_figures)
        self.presenter.changed.connect(self.later)
        self.presenter.failed.connect(self.context_failed)
        self.presenter.acted.connect(lambda label: self.said.emit(label, "acted"))
        self.when_filled(self.presenter.load_figures)

    def state_words(self) -> dict[str, str]:
        """What the states are called."""
        return {
            "to_pay": self.tr("To pay"),
            "to_ship": self.tr("To ship"),
            "part_shipped": self.tr("Part shipped"),
            "late": self.tr("Late"),
            "shipped": self.tr("Shipped"),
            "cancelled": self.tr("Cancelled"),
            "refunded": self.tr("Refunded"),
        }

    def _columns(self) -> list[Column]:
        total = self.tr("Total {currency}").format(currency=self.context.currency)
        digits = self.context.digits
        return [
            Column("number", self.tr("Order"), sortable=True, width=120),
            Column("placed_at_us", self.tr("Placed"), "datetime", sortable=True, width=152),
            Column("customer", self.tr("Customer"), width=104),
            Column("country", self.tr("Country"), sortable=True, width=74, groupable=True),
            Column("units", self.tr("Pieces"), "integer", sortable=True, width=68),
            Column("total_minor", total, "money", sortable=True, width=92, exponent=digits),
            Column(
                "state",
                self.tr("State"),
                "pill",
                sortable=True,
                width=104,
                tones=TONES,
                labels=self.state_words(),
                groupable=True,
            ),
            Column("due_at_us", self.tr("Due"), "date", sortable=True, width=82),
            Column(
                "channel",
                self.tr("Channel"),
                width=100,
                muted=True,
                hidden=True,
                groupable=True,
            ),
        ]

    def _figures(self) -> list[Figure]:
        return [
            Figure("to_ship", self.tr("To ship")),
            Figure("late", self.tr("Late")),
            Figure("to_pay", self.tr("To collect")),
            Figure("refunded", self.tr("Refunded this week")),
            Figure("week", self.tr("Sales, last 7 days")),
        ]

    def view_where(self, key: str) -> tuple[Filter, ...]:
        """The conditions of a saved view."""
        open_states = Filter("state", "one_of", ("to_ship", "part_shipped"))
        now = now_us()
        views: dict[str, tuple[Filter, ...]] = {
            "to_pay": (Filter("state", "equals", "to_pay"),),
            "to_ship": (open_states,),
            "unpaid": (
                Filter("state", "equals", "to_pay"),
                Filter("placed_at_us", "at_most", now - 7 * 86_400_000_000),
            ),
            "late": (open_states, Filter("due_at_us", "at_most", now)),
            "cancelled": (Filter("state", "equals", "cancelled"),),
            "refunded": (Filter("refunded_minor", "at_least", 1),),
            "week": (Filter("placed_at_us", "at_least", now - 7 * 86_400_000_000),),
        }
        return views.get(key, ())

    def show_figures(self, figures: OrderFigures) -> None:
        """Write the key figures."""
        locale, digits, currency = QLocale(), self.context.digits, self.context.currency
        self.figures.show_value("to_ship", integer(figures.to_ship, locale))
        self.figures.show_value("late", integer(figures.late, locale))
        for key, minor in (
            ("to_pay", figures.to_collect_minor),
            ("refunded", figures.refunded_minor),
            ("week", figures.sales_minor),
        ):
            self.figures.show_value(key, f"{money(minor, digits, locale)} {currency}")

    def refresh(self) -> None:
        """Figures, table and the open order anew."""
        self.presenter.load_figures()
        super().refresh()

    def _show(self, view: OrderView) -> None:
        self._view = view
        show_order(self, view)

    def context_failed(self, error: Exception) -> None:
        """Say what went wrong."""
        if not isinstance(error, CounterfoilError):
            raise error
        self.failed.emit(error)

    def ship_all(self) -> None:
        """Send everything that is left of the open order."""
        self._ship(whole=True)

    def ship_part(self) -> None:
        """Ask which pieces to send."""
        self._ship(whole=False)

    def _ship(self, *, whole: bool) -> None:
        view = self._view
        if view is None:
            return
        dialog = ShipDialog(view, self)
        if not whole and dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self.presenter.ship(view.order.row.id, dialog.location_id(), dialog.parcel())

    def cancel_order(self) -> None:
        """Ask why, then cancel."""
        view = self._view
        dialog = ReasonDialog(self.tr("Cancel the order"), self.tr("Cancel order"), self)
        if view is not None and dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.cancel(view.order.row.id, dialog.value("reason"))

    def pay_order(self) -> None:
        """Ask how much came in."""
        view = self._view
        if view is None:
            return
        dialog = PayDialog(view, self.context.digits, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.pay(view.order.row.id, dialog.amount(), dialog.value("method"))

    def refund_order(self) -> None:
        """Ask how much goes back, and which pieces came back."""
        view = self._view
        if view is None:
            return
        dialog = RefundDialog(view, self.context.digits, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.refund(
                view.order.row.id,
                dialog.amount(),
                dialog.value("reason"),
                dialog.returned(),
                dialog.location_id(),
            )

    def note_order(self) -> None:
        """Write the note."""
        view = self._view
        if view is None:
            return
        dialog = NoteDialog(view.order.note, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.note(view.order.row.id, dialog.text(), view.order.row.version)

    @property
    def order_shown(self) -> int | None:
        """The order in the panel."""
        return None if self._view is None else self._view.order.row.id

    def reveal(self, key: int) -> None:
        """Show one order, from anywhere."""
        self.show_view("")
        self.presenter.open(key)
        QTimer.singleShot(0, lambda: self.table.select_key(key))

    def reveal_text(self, text: str) -> None:
        """Show the orders of one customer."""
        self.show_view("")
        self.table.set_where((Filter("customer", "contains", text),))

    def title(self) -> str:
        """On paper."""
        return self.tr("Orders")

    def may(self, right: Right) -> bool:
        """Whether the person may do this."""
        return self.context.may(right)
