"""The Inventory tab: the stock table, one product with its moves, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QWidget

from app.context import Context
from engines.database.errors import CounterfoilError
from engines.identity.rights import Right
from engines.inventory.queries import StockFigures
from ui.inventory.stock_columns import stock_columns
from ui.inventory.stock_presenter import StockPresenter
from ui.inventory.supply_parts import show_reviews, show_suppliers
from ui.inventory.variant_view import VariantView
from ui.table_page import TablePage
from widgets.key_figures import Figure
from widgets.table.source import Column, Filter
from widgets.table.text import Words, integer, money, shown

if TYPE_CHECKING:
    from widgets.table.edits import Edits

MOMENT = Column("at", "", "datetime")


class StockPage(TablePage):
    """What a store manager does with stock."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.presenter = StockPresenter(context)
        self.context = context
        super().__init__(
            context, stock_columns(context), self._figures(), self.presenter.source, parent
        )
        self.presenter.setParent(self)
        self._view: VariantView | None = None
        self.add_find(self.tr("SKU or words of the title"))
        self.add_tools("inventory")
        self.answers.set_empty(
            self.tr("No stock here"), self.tr("Import products, or choose another view.")
        )
        self.detail.say_empty(self.tr("Choose a row to see the product, its moves and orders."))
        self.opened.connect(self._open)
        self.presenter.variant_ready.connect(self._show)
        self.presenter.edited.connect(self._edit_answered)
        self.presenter.figures_ready.connect(self.show_figures)
        self.presenter.changed.connect(self.later)
        self.presenter.failed.connect(self.context_failed)
        self.presenter.acted.connect(lambda label: self.said.emit(label, "acted"))
        self.when_filled(self.presenter.load_figures)

    def _figures(self) -> list[Figure]:
        return [
            Figure("pieces", self.tr("Pieces on hand"), filters=False),
            Figure("value", self.tr("Stock at cost"), filters=False),
            Figure("out", self.tr("Nothing available")),
            Figure("short", self.tr("Promised beyond stock")),
            Figure("incoming", self.tr("Pieces incoming")),
        ]

    def view_where(self, key: str) -> tuple[Filter, ...]:
        """The conditions behind a key figure."""
        views: dict[str, tuple[Filter, ...]] = {
            "out": (Filter("available", "at_most", 0),),
            "short": (Filter("available", "at_most", -1),),
            "incoming": (Filter("incoming", "at_least", 1),),
        }
        return views.get(key, ())

    def show_figures(self, figures: StockFigures) -> None:
        """Write the key figures."""
        locale = QLocale()
        value = money(figures.value_minor, self.context.digits, locale)
        self.figures.show_value("pieces", integer(figures.pieces, locale))
        self.figures.show_value("value", f"{value} {self.context.currency}")
        self.figures.show_value("out", integer(figures.out_of_stock, locale))
        self.figures.show_value("short", integer(figures.short, locale))
        self.figures.show_value("incoming", integer(figures.incoming, locale))

    def refresh(self) -> None:
        """Figures, table and the open product anew."""
        self.presenter.load_figures()
        super().refresh()

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.presenter.open(key >> 16)

    def title(self) -> str:
        """On paper."""
        return self.tr("Inventory")

    def edit(self, edits: Edits) -> None:
        """Change prices, costs and titles."""
        self.presenter.edit(edits)

    def _edit_answered(self, edits: Edits, error: Exception | None) -> None:
        if error is None:
            self.table.edits_done(edits)
            return
        if not isinstance(error, CounterfoilError):
            self.table.edits_refused(edits, str(error))
            raise error
        from app import messages

        self.table.edits_refused(edits, messages.say(error, QLocale().name()))
        if len(edits.edits) > 1:
            self.failed.emit(error)

    def context_failed(self, error: Exception) -> None:
        """Say what went wrong."""
        if not isinstance(error, CounterfoilError):
            raise error
        self.failed.emit(error)

    def reveal(self, key: int) -> None:
        """Show one variant by its id, from anywhere."""
        self.show_view("")
        self.presenter.open(key)

    def reveal_text(self, text: str) -> None:
        """Show one SKU."""
        self.figures.check("")
        self.table.set_where((Filter("sku", "equals", text),))

    def _show(self, view: VariantView) -> None:
        self._view = view
        variant, locale = view.variant, QLocale()
        digits, currency = self.context.digits, self.context.currency
        subtitle = " · ".join(
            part for part in (variant.sku, variant.options, variant.category) if part
        )
        self.detail.begin(variant.title, subtitle=subtitle)
        pairs = [(self.tr("Price"), f"{money(variant.price_minor, digits, locale)} {currency}")]
        if variant.cost_minor is not None:
            cost = money(variant.cost_minor, digits, locale)
            pairs.append((self.tr("Cost"), f"{cost} {currency}"))
        if variant.barcode:
            pairs.append((self.tr("Barcode"), variant.barcode))
        sold = integer(sum(view.weeks), locale)
        pairs.append((self.tr("Sold in 12 weeks"), sold))
        self.detail.grid(pairs)
        self._levels(view)
        show_suppliers(self.detail, view)
        show_reviews(self.detail, view, self.context.zone)
        self._moves(view)
        self._orders(view)
        self._acts(view)

    def _levels(self, view: VariantView) -> None:
        locale = QLocale()
        self.detail.section(self.tr("Stock"))
        headers = [
            self.tr("Location"),
            self.tr("On hand"),
            self.tr("Reserved"),
            self.tr("Available"),
        ]
        rows = [
            [
                level.location or self.tr("nowhere yet"),
                integer(level.on_hand, locale),
                integer(level.reserved, locale),
                integer(level.available, locale),
            ]
            for level in view.levels
        ]
        self.detail.table(headers, rows, numeric=(1, 2, 3))

    def reason_words(self) -> dict[str, str]:
        """What the reasons of moves are called."""
        return {
            "received": self.tr("received"),
            "adjusted": self.tr("adjusted"),
            "counted": self.tr("counted"),
            "transferred": self.tr("transferred"),
            "shipped": self.tr("shipped"),
            "returned": self.tr("returned"),
            "opening": self.tr("opening stock"),
            "undone": self.tr("undone"),
        }

    def _moves(self, view: VariantView) -> None:
        words, locale, reasons = Words(QLocale(), self.context.zone), QLocale(), self.reason_words()
        self.detail.section(self.tr("Moves"))
        text = self.tr("{time} · {quantity} {reason} · entry {number}")
        for move in view.moves[:12]:
            sign = "+" if move.quantity > 0 else ""
            said = text.format(
                time=shown(move.at_us, MOMENT, words),
                quantity=sign + integer(move.quantity, locale),
                reason=reasons.get(move.reason, move.reason),
                number=integer(move.entry, locale),
            )
            self.detail.link(said, partial(self.entry_wanted.emit, move.entry))
            if move.note:
                self.detail.text(move.note, "small")
        if not view.moves:
            self.detail.text(self.tr("No moves yet."), "muted")

    def _orders(self, view: VariantView) -> None:
        if not view.orders:
            return
        locale, words = QLocale(), Words(QLocale(), self.context.zone)
        self.detail.section(self.tr("Newest orders"))
        rows = [
            [
                f"#{one.number.lstrip('#')}",
                shown(one.placed_at_us, MOMENT, words),
                money(one.total_minor, self.context.digits, locale),
            ]
            for one in view.orders[:8]
        ]
        headers = [self.tr("Order"), self.tr("Placed"), self.tr("Total")]
        self.detail.table(headers, rows, numeric=(2,))

    def _acts(self, _view: VariantView) -> None:
        if not self.context.may(Right.STOCK_MOVE):
            return
        self.detail.set_actions(
            [
                (self.tr("Receive…"), self.receive, "primary"),
                (self.tr("Move…"), self.move_stock, ""),
                (self.tr("Adjust…"), self.adjust, ""),
            ]
        )

    def receive(self) -> None:
        """Ask how many came, then take them in."""
        from ui.inventory.stock_dialogs import ReceiveDialog

        view = self._view
        if view is None:
            return
        dialog = ReceiveDialog(view, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.receive(
                view.variant.id, dialog.location_id(), dialog.quantity(), dialog.value("note")
            )

    def move_stock(self) -> None:
        """Ask what goes where."""
        from ui.inventory.stock_dialogs import MoveDialog

        view = self._view
        if view is None:
            return
        dialog = MoveDialog(view, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        if dialog.new_location():
            self.presenter.add_location(dialog.new_location())
            return
        self.presenter.move(
            view.variant.id, dialog.location_id(), dialog.target_id(), dialog.quantity()
        )

    def adjust(self) -> None:
        """Ask for a difference and a reason."""
        from ui.inventory.stock_dialogs import AdjustDialog

        view = self._view
        if view is None:
            return
        dialog = AdjustDialog(view, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.adjust(
                view.variant.id, dialog.location_id(), dialog.quantity(), dialog.value("reason")
            )
