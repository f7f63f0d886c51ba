"""What one customer would see: a field to choose who, the list with reasons, the legend."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.context import Context
from engines.identity.rights import Right
from engines.orders.customers import Customer
from ui.recommendations.models import Line
from ui.recommendations.seeing import SeeingPresenter, Seen
from ui.recommendations.words import (
    decimal,
    legend_words,
    sentence,
    series_of,
    strongest,
)
from ui.table_answers import say_error
from widgets import theme
from widgets.palette import Hit, SearchBox
from widgets.ranked_list import Ranked, RankedList
from widgets.stacked_bar import Legend, Segment
from widgets.table.text import money

LEAST = 340  # px


class CustomerPanel(QFrame):
    """Search, list, legend, and “why not”."""

    chosen = Signal(int)  # the place in the list
    opened = Signal(str)  # a SKU
    absent = Signal(object)  # why something is not in the list
    improve_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "card")
        self.setMinimumWidth(LEAST)
        self.context = context
        self.presenter = SeeingPresenter(context, self)
        self.seen: Seen | None = None
        self.customer: Customer | None = None
        self._line: Line | None = None
        self._target = ""
        self._found: dict[str, Customer] = {}
        self._next: Callable[[], None] = self.example
        self._compose()
        self.presenter.waiting.connect(self._wait)
        self.presenter.seen.connect(self._show)
        self.presenter.explained.connect(self.absent)
        self.presenter.refused.connect(self._refused)
        self.presenter.failed.connect(self._failed)

    def _compose(self) -> None:
        self.heading, self.subtitle = QLabel(), QLabel()
        theme.mark(self.heading, "heading")
        theme.mark(self.subtitle, "muted")
        for label in (self.heading, self.subtitle):
            label.setTextFormat(Qt.TextFormat.PlainText)  # names are of customers
            label.setWordWrap(True)
        self.search = self._box(self._customers, self._take)
        self.list = RankedList()
        self.list.setAccessibleName(self.tr("What the customer would see"))
        self.list.current_changed.connect(self.chosen)
        self.list.opened.connect(self._open)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._message())
        self.stack.addWidget(self.list)
        self.legend = Legend()
        self.why = self._box(self._items, lambda hit: self.ask_why(hit.key))
        words = self.tr("Why not… (SKU or title)")
        self.why.setPlaceholderText(words)
        self.why.setAccessibleName(words)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        theme.mark(self.answer, "negative")
        self.answer.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        above = (self.heading, self.subtitle, self.search)
        for part in (*above, self.stack, self.legend, self.why, self.answer):
            box.addWidget(part, 1 if part is self.stack else 0)
        self.show_line(None, "")

    def _box(self, find: Callable[[str], Sequence[Hit]], take: Callable[[Hit], None]) -> SearchBox:
        made = SearchBox(self.context.jobs.ask, find)
        made.chosen.connect(take)
        return made

    def _message(self) -> QWidget:
        page = QWidget()
        theme.mark(page, "panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.message, self.button = QLabel(), QPushButton()
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(self.message, "muted")
        self.button.clicked.connect(lambda: self._next())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addStretch(1)
        column.addWidget(self.message)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _customers(self, text: str) -> list[Hit]:
        found = self.presenter.find(text)
        self._found = {str(one.id): one for one in found}
        kind = self.tr("Customer")
        return [
            Hit(kind, one.name, one.ref if one.name != one.ref else "", str(one.id))
            for one in found
        ]

    def _items(self, text: str) -> list[Hit]:
        kind = self.tr("Product")
        return [Hit(kind, one.sku, one.title, one.sku) for one in self.presenter.find_item(text)]

    def _take(self, hit: Hit) -> None:
        customer = self._found.get(hit.key)
        if customer is not None:
            self.show_customer(customer)

    def example(self) -> None:
        """See it as the customer of the latest order does."""
        self.presenter.latest(lambda found: None if found is None else self.show_customer(found))

    def show_customer(self, customer: Customer) -> None:
        """See it as this customer does."""
        self.customer = customer
        self._ask()

    def show_line(self, line: Line | None, target: str) -> None:
        """See what this model would show."""
        self._line, self._target = line, target
        self._ask()

    def _ask(self) -> None:
        self.seen = None
        self.answer.hide()
        named = self.customer is not None
        words = self.tr("As customer {ref} sees it") if named else self.tr("As a customer sees it")
        self.heading.setText(words.format(ref=self.customer.ref if self.customer else ""))
        self._say_model()
        self.search.setVisible(self._line is not None)
        self._field_words()
        if self._line is None:
            self.presenter.leave()
            self._tell(self.tr("Once models were tried, you see here what each would show."))
        elif self.customer is None:
            words = self.tr(
                "Choose a customer to see the ten products shown, each with its reason."
            )
            self._tell(words, self.tr("Show an example"), self.example)
        else:
            title = self.tr("Learning: {model}").format(model=self._line.name)
            self.presenter.see(self.customer, self._line, self._target, title)

    def _say_model(self) -> None:
        line, customer = self._line, self.customer
        if line is None:
            self.subtitle.hide()
            return
        words = self.tr("live: {model}") if line.live else self.tr("draft: {model}")
        name = customer.name if customer is not None and customer.name != customer.ref else ""
        said = words.format(model=line.name)
        self.subtitle.setText(f"{name} · {said}" if name else said)
        self.subtitle.show()

    def _field_words(self) -> None:
        named = self.context.may(Right.PERSONAL_READ)
        words = self.tr("Customer: number or name") if named else self.tr("Customer: number")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)

    def _tell(self, words: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        self.message.setText(words)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._next = act or self.example
        self.stack.setCurrentIndex(0)
        for part in (self.legend, self.why):
            part.hide()
        self.chosen.emit(-1)

    def _wait(self) -> None:
        self._tell(self.tr("Learning from the sales…"))

    def _failed(self, error: Exception) -> None:
        self._tell(
            _said(error, self.tr("This model was not learned.")), self.tr("Try again"), self._ask
        )

    def _refused(self, error: Exception) -> None:
        self.answer.setText(_said(error, self.tr("This could not be explained.")))
        self.answer.show()

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        self.list.show_items([self._ranked(seen, place) for place in range(len(seen.list.items))])
        names = legend_words()
        used = {part.group for one in seen.list.items for part in one.parts}
        self.legend.show_entries([(series_of(key), names[key]) for key in names if key in used])
        if seen.list.guessed:
            said = self.tr("has not bought anything yet: what is popular")
            self.subtitle.setText(f"{self.subtitle.text()} · {said}")
        self.stack.setCurrentIndex(1)
        self.legend.setVisible(bool(used))
        self.why.show()
        self.list.choose(0)

    def _ranked(self, seen: Seen, place: int) -> Ranked:
        one, locale = seen.list.items[place], QLocale()
        price = f"{money(one.price_minor, self.context.digits, locale)} {self.context.currency}"
        return Ranked(
            rank=place + 1,
            title=one.title,
            figure=decimal(one.score),
            note=f"{one.sku} · {price}",
            segments=tuple(Segment(part.amount, series_of(part.group)) for part in one.parts),
            sentence=sentence(strongest(one.parts), seen.titles, int(time.time())),
        )

    def _open(self, place: int) -> None:
        if self.seen is not None and place < len(self.seen.list.items):
            self.opened.emit(self.seen.list.items[place].sku)

    def ask_why(self, sku: str) -> None:
        """Say why a product is not in the list, or where it stands in it."""
        self.answer.hide()
        if self.seen is not None:
            self.presenter.why_not(sku)


def _said(error: Exception, otherwise: str) -> str:
    return say_error(error) or otherwise
