"""The Recommendations tab: experiments and their chart, and what one customer would see."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QSizePolicy, QSplitter, QWidget

from app.context import Context
from engines.database.errors import Cancelled, CounterfoilError
from engines.identity.rights import Right
from ui.recommendations.customer_panel import CustomerPanel
from ui.recommendations.models import Board, Line, columns
from ui.recommendations.presenter import NEW, NEXT, Improved, RecommendPresenter
from ui.recommendations.publish_dialog import PublishDialog
from ui.recommendations.reasons import show_absent, show_item
from ui.recommendations.seeing import Absent
from ui.recommendations.words import day, decimal, percent
from ui.table_page import TablePage
from widgets import theme
from widgets.key_figures import Figure
from widgets.scatter import Scatter, Spot
from widgets.table.source import Column
from widgets.table.text import Words, integer, money, shown

LIVE, DRAFT = 2, 0  # colours of the chart
DAY = Column("day", "", "date")


class RecommendationsPage(TablePage):
    """What a store manager does with recommendations."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.presenter = RecommendPresenter(context)
        self.context = context
        super().__init__(context, self._columns(), self._figures(), self.presenter.source, parent)
        self.presenter.setParent(self)
        self._wanted: int | None = None
        self._line: Line | None = None
        self._bar()
        self._arrange()
        self.opened.connect(self._open)
        self.model.refreshed.connect(self._refreshed)
        self.presenter.improved.connect(self._improved)
        self.presenter.learning.connect(lambda _busy: self._busy_or_not())
        self.presenter.changed.connect(self.later)
        self.presenter.sold.connect(self.customer.presenter.forget)
        self.presenter.failed.connect(self._failed)
        self.presenter.acted.connect(lambda label: self.said.emit(label, "acted"))
        self._clear_detail()
        self._busy_or_not()
        if self.model.state in ("ready", "empty"):
            self._refreshed()
        # A second of imports: in a lane, and only for who looks at this tab.
        self.when_filled(self._bring_chart)

    def _columns(self) -> list[Column]:
        titles = (
            self.tr("Experiment"),
            self.tr("NDCG@10"),
            self.tr("± 95 %"),
            self.tr("Catalogue %"),
            self.tr("Value a list {currency}"),
            self.tr("State"),
            self.tr("Data until"),
        )
        labels = {"live": self.tr("live"), "draft": self.tr("draft")}
        return columns(self.context.currency, self.context.digits, titles, labels)

    def _figures(self) -> list[Figure]:
        return [
            Figure("ndcg", self.tr("NDCG@10, live"), filters=False),
            Figure("coverage", self.tr("Catalogue shown"), filters=False),
            Figure("value", self.tr("Value of a list"), filters=False),
            Figure("asked", self.tr("Shoppers who judged"), filters=False),
            Figure("since", self.tr("Live since"), filters=False),
        ]

    def title(self) -> str:
        """On paper."""
        return self.tr("Recommendations")

    def _bar(self) -> None:
        self.add_tools("recommendations")
        self._targets = QButtonGroup(self)
        self.chips: dict[str, QPushButton] = {}
        for place, (key, words) in enumerate(
            ((NEXT, self.tr("Next basket")), (NEW, self.tr("New items")))
        ):
            chip = QPushButton(words)
            theme.mark(chip, "chip")
            chip.setCheckable(True)
            chip.setChecked(key == self.presenter.target)
            chip.clicked.connect(lambda _checked=False, name=key: self.choose(name))
            self._targets.addButton(chip)
            self.bar.insertWidget(place, chip)
            self.chips[key] = chip
        self.tested = QLabel()
        theme.mark(self.tested, "small")
        self.tested.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar.insertWidget(3, self.tested, 100)
        self.improve_button = self.add_button(self.tr("Improve"), lambda: self.act("improve"))
        self.back_button = self.add_button(self.tr("Roll back"), lambda: self.act("roll_back"))
        self.publish_button = self.add_button(
            self.tr("Publish draft…"), lambda: self.act("publish"), "primary"
        )

    def _arrange(self) -> None:
        """Table over chart at the left, customer over reasons at the right."""
        self.chart = Scatter(self.tr("More accurate to the right, more of the catalogue upwards"))
        self.chart.clicked.connect(self.table.select_key)
        self.customer = CustomerPanel(self.context)
        self.customer.chosen.connect(self._chosen)
        self.customer.opened.connect(lambda sku: self.thing_wanted.emit(f"sku:{sku}"))
        self.customer.absent.connect(self._absent)
        self._left = QSplitter(Qt.Orientation.Vertical)
        right = QSplitter(Qt.Orientation.Vertical)
        for column, upper, lower, shares in (
            (self._left, self.card, self.chart, (1, 1)),
            (right, self.customer, self.detail, (5, 3)),
        ):
            column.addWidget(upper)
            column.addWidget(lower)
            column.setChildrenCollapsible(False)
            column.setHandleWidth(12)
            for place, share in enumerate(shares):
                column.setStretchFactor(place, share)
            column.setSizes([100 * share for share in shares])
            self.splitter.addWidget(column)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([780, 400])

    def _bring_chart(self) -> None:
        self.context.jobs.ask_late(
            lambda: import_module("pyqtgraph"), lambda _read: self.chart.arrive(), self._failed
        )

    def choose(self, target: str) -> None:
        """Recommend for the next basket, or what is new."""
        self.chips[target].setChecked(True)
        if target != self.presenter.target:
            self.presenter.source.target = target
            self._show_line(None)
            self.model.set_source(self.presenter.source)

    @property
    def board(self) -> Board:
        """What is shown."""
        return self.presenter.source.board

    def _refreshed(self) -> None:
        board = self.board
        self._show_figures(board)
        self._show_tested()
        self.chart.show_spots(
            [_spot(one) for one in board.newest],
            self.tr("NDCG@10"),
            self.tr("Catalogue shown"),
            self.tr("Lines are 95 % intervals. Click a point to choose its model."),
        )
        appears = self.chart.isHidden() and bool(board.lines)
        self.chart.setVisible(bool(board.lines))
        if appears:
            # Once it has its own size: before, the table would be left with what remains.
            half = self._left.height() // 2
            QTimer.singleShot(0, self, lambda: self._left.setSizes([half, half]))
        wanted = self._wanted or (self._line and self._line.key)
        line = board.line(wanted) or board.live or next(iter(board.lines), None)
        if line is not None:
            self._wanted = None
            key = line.key
            QTimer.singleShot(0, self, lambda: self.table.select_key(key))
        self._show_line(line)

    def _open(self, key: object) -> None:
        line = self.board.line(key)
        if line is not None and line != self._line:
            self._show_line(line)

    def _show_line(self, line: Line | None) -> None:
        self._line = line
        self.chart.select(None if line is None else line.key)
        self.customer.show_line(line, self.presenter.target)
        self._show_tested()
        self._enable()

    def _show_figures(self, board: Board) -> None:
        live, words = board.live, Words(QLocale(), self.context.zone)
        told = dict.fromkeys(("ndcg", "coverage", "value", "asked"), "–")
        told["since"] = self.tr("not yet")
        if live is not None:
            value = money(round(live.figure("value_minor")[1]), self.context.digits, words.locale)
            told = {
                "ndcg": f"{decimal(live.figure('ndcg')[1])} ± {decimal(live.half('ndcg'))}",
                "coverage": percent(live.figure("coverage")[1]),
                "value": f"{value} {self.context.currency}",
                "asked": integer(live.asked, words.locale) if live.asked else "–",
                "since": shown(board.live_since_us, DAY, words),
            }
        for key, text in told.items():
            self.figures.show_value(key, text)

    def _show_tested(self) -> None:
        line, text = self._line, ""
        if line is not None and line.until:
            words = self.tr("tested on {since} – {until}, {count} shoppers")
            count = integer(line.asked, QLocale())
            since, until = (day(at, self.context.zone) for at in (line.since, line.until))
            text = words.format(since=since, until=until, count=count)
        self.tested.setText(text)
        self.tested.setToolTip(text)

    def _busy_or_not(self) -> None:
        """Why there are no rows, and what to do: to wait, while models are being tried."""
        action, words = "recommendations.improve", self.tr("Improve")
        title = self.tr("Nothing was learned yet")
        text = self.tr(
            "Improve tries the models on what your customers bought, and shows the best."
        )
        if self.presenter.busy:
            title, words = self.tr("The models are being tried."), ""
            text = self.tr("What they come to is shown here; meanwhile you may do other things.")
        self.answers.set_empty(title, text, (action, words))
        self._enable()

    def _enable(self) -> None:
        """Buttons say by their tooltip why they cannot be pressed."""
        busy = self.presenter.busy
        for button, reason, does in (
            (
                self.improve_button,
                self.tr("The models are being tried.") if busy else "",
                self.tr("Try all models on what customers bought"),
            ),
            (self.back_button, self._no_way_back(), self.tr("Bring back what was live before")),
            (self.publish_button, self._not_publishable(), self.tr("Put the selected model live")),
        ):
            button.setEnabled(not reason)
            button.setToolTip(reason or does)

    def _not_publishable(self) -> str:
        if not self.context.may(Right.RECOMMEND_PUBLISH):
            return self.tr("You may look at recommendations, not publish them.")
        if self._line is None:
            return self.tr("Choose a draft first.")
        return self.tr("This is live already.") if self._line.live else ""

    def _no_way_back(self) -> str:
        if not self.context.may(Right.RECOMMEND_PUBLISH):
            return self.tr("You may look at recommendations, not publish them.")
        return "" if self.board.earlier else self.tr("Nothing was live before.")

    def act(self, name: str) -> None:
        """Do an action of this tab."""
        reasons = {"publish": self._not_publishable, "roll_back": self._no_way_back}
        reason = reasons[name]() if name in reasons else ""
        if reason:
            self.said.emit(reason, "neutral")
        elif name == "improve":
            self.presenter.improve(self.tr("Trying models"))
        elif name == "roll_back":
            self.presenter.roll_back()
        elif name == "publish" and self._line is not None:
            self._ask_publish(self._line)

    def _ask_publish(self, line: Line) -> None:
        which = self.chips[self.presenter.target].text()
        dialog = PublishDialog(line, self.board.live, which, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.presenter.publish(line, dialog.value("note")))
        dialog.open()

    def _improved(self, found: Improved) -> None:
        if not found.asked:
            words = self.tr(
                "Too few customers bought again to tell models apart: at least 20 are needed. "
                "Nothing was changed; try again when there are more sales."
            )
            self.said.emit(words, "negative")
            return
        count = integer(found.asked, QLocale())
        self.said.emit(
            self.tr("{count} shoppers judged. The best model is selected.").format(count=count),
            "positive",
        )
        if found.target == self.presenter.target:
            self._wanted = found.best
            self.refresh()

    def _failed(self, error: Exception) -> None:
        """Say what went wrong; cancelling is nothing wrong."""
        if isinstance(error, CounterfoilError | Cancelled):
            self.failed.emit(error)
            return
        from app.apart import ProcessDied

        if not isinstance(error, ProcessDied):
            raise error
        words = self.tr("Learning ended early, perhaps for lack of memory. Nothing was changed.")
        self.said.emit(words, "negative")

    def _chosen(self, place: int) -> None:
        seen = self.customer.seen
        if seen is None or not 0 <= place < len(seen.list.items):
            self._clear_detail()
            return
        show_item(self.detail, seen, place)
        self._offer(seen.list.items[place].sku)

    def _absent(self, found: Absent) -> None:
        show_absent(self.detail, found)
        self._offer(found.item.sku)

    def _offer(self, sku: str) -> None:
        if self.context.may(Right.STOCK_READ):
            self.detail.link(self.tr("Open product"), lambda: self.thing_wanted.emit(f"sku:{sku}"))

    def _clear_detail(self) -> None:
        self.detail.say_empty(self.tr("Choose a product of the list to see what its score is of."))


def _spot(one: Line) -> Spot:
    return Spot(
        key=one.key,
        words=one.name,
        across=one.figure("ndcg"),
        up=one.figure("coverage"),
        series=LIVE if one.live else DRAFT,
        strong=one.live,
    )
