from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.table.shelf import COLUMNS, Counting, Later, row
from widgets.table.footer import Footer
from widgets.table.model import PagingModel
from widgets.table.selection import Selection
from widgets.table.source import Filter, ListSource, Row, Sort, ask_inline
from widgets.table.view import TableView


def _place(view: TableView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def test_rows_are_at_least_28_px(view: TableView) -> None:
    assert view.rowHeight(0) >= 28


def test_excel_keys(view: TableView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert _place(view) == (1, 1)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert _place(view)[0] == 499
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert _place(view)[0] == 0
    with qtbot.waitSignal(view.find_wanted):
        QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.args == [0]


def test_tab_leaves_after_the_last_column(view: TableView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.pages.index(0, len(COLUMNS) - 1))
    assert view.arrangement.beside(len(COLUMNS) - 1, 1) is None
    view.focusNextPrevChild(True)
    assert _place(view) == (0, len(COLUMNS) - 1)


def test_a_header_click_sorts_and_shift_adds_a_key(view: TableView) -> None:
    view.titles.sort_wanted.emit(3, False)
    view.titles.sort_wanted.emit(3, False)
    assert list(view.pages.order) == [Sort("total", True)]
    assert view.pages.index(0, 0).data() == "#499"
    view.titles.sort_wanted.emit(2, True)
    assert list(view.pages.order) == [Sort("total", True), Sort("pieces")]
    view.titles.sort_wanted.emit(5, False)
    assert list(view.pages.order) == [Sort("total", True), Sort("pieces")]


def test_typing_in_the_filter_row_filters_after_a_moment(view: TableView, qtbot: QtBot) -> None:
    view.set_where((Filter("state", "equals", "late"),))
    view.titles.focus_filter(3)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "Filter Total £"
    QTest.keyClicks(field, ">183")
    assert view.pages.rowCount() == 250
    qtbot.waitUntil(lambda: view.pages.rowCount() < 10, timeout=1000)
    assert view.pages.where[0] == Filter("state", "equals", "late")
    QTest.keyClicks(field, "x")
    qtbot.waitUntil(lambda: field.property("look") == "filter-bad", timeout=1000)
    view.set_filters_shown(False)
    assert view.pages.rowCount() == 250


def test_selecting_all_is_a_predicate(view: TableView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selection() == Selection((), (), 500)
    view.clearSelection()
    view.selectRow(3)
    assert view.selection() == Selection((3,), None, 1)


def test_copy_takes_rows_that_were_never_loaded(qtbot: QtBot, qapp: QApplication) -> None:
    view = TableView(PagingModel(COLUMNS, ask_inline, Counting(3000)))
    qtbot.addWidget(view)
    view.arrangement.set_hidden(1, True)
    view.selectAll()
    with qtbot.waitSignal(view.copied) as copied:
        view.copy()
    lines = qapp.clipboard().text().split("\n")
    assert copied.args == [3000] == [len(lines)]
    assert lines[2999] == "#2999\t36\t1108.63\tLate\t1 4 3"
    assert lines[0] == "#0\t-3\t-1.00\tTo ship\t1 0 3"


def test_all_selected_keys_can_be_asked_for(qtbot: QtBot) -> None:
    view = TableView(PagingModel(COLUMNS, ask_inline, Counting(1500)))
    qtbot.addWidget(view)
    view.selectAll()
    got: list[tuple[str | int, ...]] = []
    view.with_selected_keys(got.append, lambda error: None)
    assert got == [tuple(range(1500))]


def test_the_footer_counts_and_sums_exactly(view: TableView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.footer_changed) as told:
        view.selectRow(2)
    footer = told.args[0]
    assert isinstance(footer, Footer)
    assert (footer.rows, footer.selected) == (500, 1)
    assert [(one.key, one.total) for one in footer.sums] == [("pieces", -1), ("total", -26)]
    assert footer.sums[1].text == "−0.26"


def test_refresh_keeps_the_selected_thing_and_the_place(qtbot: QtBot, view: TableView) -> None:
    source = view.pages.source
    assert isinstance(source, ListSource)
    view.verticalScrollBar().setValue(2800)
    view.selectRow(110)
    source.rows.insert(0, Row(9999, row(9999).values))
    told: list[object] = []
    view.current_changed.connect(told.append)
    view.refresh()
    assert view.verticalScrollBar().value() == 2800
    assert view.selection().keys == (110,)
    assert view.currentIndex().row() == 111
    assert view.current_key() == 110
    assert told == []


def test_a_row_that_is_gone_is_no_longer_selected(qtbot: QtBot, view: TableView) -> None:
    source = view.pages.source
    assert isinstance(source, ListSource)
    view.selectRow(3)
    del source.rows[3]
    with qtbot.waitSignal(view.current_changed) as told:
        view.refresh()
    assert told.args == [None]
    assert view.selection().count == 0


def test_columns_come_back_as_they_were_left(view: TableView, qtbot: QtBot) -> None:
    view.arrangement.set_hidden(4, True)
    view.titles.moveSection(3, 1)
    view.titles.resizeSection(2, 133)
    view.titles.sort_wanted.emit(1, False)
    kept = view.state_text()
    shown = view.shown_columns()
    view.arrangement.reset()
    view.pages.set_sort(())
    assert view.shown_columns() != shown
    assert view.restore(kept)
    assert view.shown_columns() == shown
    assert view.columnWidth(2) == 133
    assert list(view.pages.order) == [Sort("placed")]
    assert not view.restore("{}")
    assert not view.restore("not ours")


def test_the_first_column_stays_in_sight(view: TableView, qtbot: QtBot) -> None:
    view.resize(420, 300)
    view.horizontalScrollBar().setValue(120)
    view.grab()
    assert view.visualRect(view.pages.index(1, 0)).left() == 0
    assert view.indexAt(QPoint(10, 40)).column() == 0
    view.setCurrentIndex(view.pages.index(1, 1))
    assert view.visualRect(view.pages.index(1, 1)).left() >= view.columnWidth(0)


def test_states_are_said(qtbot: QtBot, qapp: QApplication) -> None:
    later, source = Later(), Counting(0)
    view = TableView(PagingModel(COLUMNS, later, source))
    qtbot.addWidget(view)
    view.set_empty("Nothing to ship", "Every order is on its way.", "Show all")
    view.show()
    assert view.overlay.isHidden()
    qtbot.waitUntil(lambda: view.overlay.title.text() == "Loading…", timeout=1000)
    later.answer()
    assert view.overlay.title.text() == "Nothing to ship"
    with qtbot.waitSignal(view.empty_action):
        view.overlay.button.click()
    source.broken = OSError("The file is locked.")
    view.refresh()
    later.answer()
    assert view.overlay.text.text() == "The file is locked."
    source.broken, source.total = None, 3
    view.overlay.button.click()
    later.answer()
    assert view.overlay.isHidden()
    assert view.pages.rowCount() == 3


def test_the_header_menu_hides_columns_but_not_the_first(view: TableView) -> None:
    menu = view.arrangement.menu(3)
    by_name = {action.text(): action for action in menu.actions()}
    assert not by_name["Order"].isEnabled()
    by_name["State"].trigger()
    assert view.isColumnHidden(4)
    by_name["Sort descending"].trigger()
    assert list(view.pages.order) == [Sort("total", True)]
    menu.deleteLater()
