from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.table.conftest import MakeView
from tests.widgets.table.shelf import GOODS, Goods
from widgets.table.edits import Edit, Edits
from widgets.table.menu import cell_menu
from widgets.table.preview import PreviewDialog
from widgets.table.set_dialog import SetDialog
from widgets.table.source import ListSource
from widgets.table.view import TableView

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NAME, PRICE, COST, STOCK, KIND, DAY = 1, 2, 3, 4, 5, 6


class Wishes:
    """What a view asked for, to be answered."""

    def __init__(self, view: TableView) -> None:
        self.view = view
        self.all: list[Edits] = []
        view.edits_wanted.connect(self.all.append)

    @property
    def last(self) -> Edits:
        return self.all[-1]


@pytest.fixture
def goods(make_view: MakeView) -> TableView:
    return make_view(Goods(500), columns=GOODS)


@pytest.fixture
def wishes(goods: TableView) -> Wishes:
    return Wishes(goods)


def _open(view: TableView, row: int, column: int) -> QLineEdit:
    view.setCurrentIndex(view.pages.index(row, column))
    QTest.keyClick(view, Qt.Key.Key_F2)
    field = view.editing.cell.field
    assert isinstance(field, QLineEdit)
    return field


def _preview(view: TableView) -> PreviewDialog:
    found = [one for one in view.findChildren(PreviewDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def _no_preview(view: TableView) -> bool:
    return not [one for one in view.findChildren(PreviewDialog) if one.isVisible()]


# at the cell


def test_f2_opens_the_cell_with_its_value(goods: TableView, wishes: Wishes) -> None:
    field = _open(goods, 3, PRICE)
    assert field.text() == "3.50"
    assert field.accessibleName() == "Price £"
    field.setText("4,20")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert wishes.last == Edits((Edit(3, "price", 350, 420),), "typed")
    assert goods.currentIndex().row() == 4
    assert goods.hasFocus()


def test_the_view_changes_nothing_itself(goods: TableView, wishes: Wishes) -> None:
    source = goods.pages.source
    assert isinstance(source, ListSource)
    field = _open(goods, 3, PRICE)
    field.setText("9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert source.rows[3].values[PRICE] == 350
    assert goods.pages.index(3, PRICE).data() == "9.00"  # shown while the answer is awaited
    goods.edits_refused(wishes.last, "Somebody else changed it.")
    assert goods.pages.index(3, PRICE).data() == "3.50"
    assert goods.editing.cell.note == "Somebody else changed it."
    tip = goods.pages.index(3, PRICE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Somebody else changed it."


def test_what_was_saved_stays(goods: TableView, wishes: Wishes) -> None:
    field = _open(goods, 3, PRICE)
    field.setText("9")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    goods.edits_done(wishes.last)
    assert goods.pages.index(3, PRICE).data() == "9.00"
    assert not goods.pages.overlay.pending
    assert goods.currentIndex().column() == COST


def test_typing_opens_the_cell_with_what_is_typed(goods: TableView, wishes: Wishes) -> None:
    goods.setCurrentIndex(goods.pages.index(2, PRICE))
    QTest.keyClick(goods, Qt.Key.Key_7)
    field = goods.editing.cell.field
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, ".5")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert wishes.last.edits[0].new == 750
    assert goods.currentIndex().row() == 3


def test_typing_does_nothing_where_nothing_can_be_edited(goods: TableView) -> None:
    goods.setCurrentIndex(goods.pages.index(2, STOCK))
    QTest.keyClick(goods, Qt.Key.Key_7)
    assert goods.editing.cell.field is None


def test_composed_text_opens_the_cell(goods: TableView) -> None:
    goods.setCurrentIndex(goods.pages.index(2, NAME))
    event = QInputMethodEvent()
    event.setCommitString("杯")
    goods.inputMethodEvent(event)
    field = goods.editing.cell.field
    assert isinstance(field, QLineEdit)
    assert field.text() == "杯"


def test_composed_text_is_wanted_where_a_cell_can_be_edited(goods: TableView) -> None:
    goods.setCurrentIndex(goods.pages.index(2, NAME))
    goods.titles.focus_filter(0)
    goods.setFocus()
    assert goods.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    goods.setCurrentIndex(goods.pages.index(2, STOCK))
    assert not goods.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_escape_gives_up(goods: TableView, wishes: Wishes) -> None:
    field = _open(goods, 3, PRICE)
    field.setText("9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert wishes.all == []
    assert goods.editing.cell.field is None
    assert goods.hasFocus()


def test_a_bad_value_keeps_the_cell_open_and_says_why(goods: TableView, wishes: Wishes) -> None:
    field = _open(goods, 3, PRICE)
    field.setText("-1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert goods.editing.cell.field is field
    assert field.hasFocus()
    assert goods.editing.cell.note == field.accessibleDescription() == "At least 0.00."
    assert wishes.all == []
    field.setText("1")
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert wishes.last.edits[0].new == 100
    assert goods.currentIndex().row() == 2


def test_the_same_value_changes_nothing(goods: TableView, wishes: Wishes) -> None:
    QTest.keyClick(_open(goods, 3, PRICE), Qt.Key.Key_Return)
    assert wishes.all == []


def test_a_choice_is_made_from_a_list(goods: TableView, wishes: Wishes) -> None:
    goods.setCurrentIndex(goods.pages.index(1, KIND))
    QTest.keyClick(goods, Qt.Key.Key_F2)
    box = goods.editing.cell.field
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Active"
    box.setCurrentIndex(1)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert wishes.last.edits == (Edit(1, "kind", "a", "d"),)


def test_an_open_cell_follows_the_scroll(goods: TableView) -> None:
    field = _open(goods, 5, PRICE)
    before = field.y()
    goods.verticalScrollBar().setValue(56)
    assert field.y() == before - 56


# many cells


def _block(view: TableView, one: tuple[int, int], other: tuple[int, int]) -> None:
    view.setCurrentIndex(view.pages.index(*one))
    view.extend_to(*other)


def test_fill_down_takes_the_topmost_value(goods: TableView, wishes: Wishes) -> None:
    _block(goods, (2, PRICE), (5, PRICE))
    QTest.keyClick(goods, Qt.Key.Key_D, CTRL)
    assert [(one.key, one.new) for one in wishes.last.edits] == [(3, 250), (4, 250), (5, 250)]
    assert wishes.last.how == "filled"


def test_fill_down_of_one_row_takes_the_row_above(goods: TableView, wishes: Wishes) -> None:
    goods.setCurrentIndex(goods.pages.index(4, COST))
    QTest.keyClick(goods, Qt.Key.Key_D, CTRL)
    assert wishes.last.edits == (Edit(4, "cost", 160, 120),)


def test_delete_clears_what_may_be_empty(goods: TableView, wishes: Wishes) -> None:
    _block(goods, (1, COST), (2, COST))
    QTest.keyClick(goods, Qt.Key.Key_Delete)
    assert [one.new for one in wishes.last.edits] == [None, None]
    goods.setCurrentIndex(goods.pages.index(1, PRICE))
    QTest.keyClick(goods, Qt.Key.Key_Delete)
    dialog = _preview(goods)
    assert dialog.problems.text(0, 4) == "This cannot be empty."
    assert not dialog.verb.isVisible()
    dialog.reject()


def test_control_and_semicolon_is_today(goods: TableView, wishes: Wishes) -> None:
    goods.setCurrentIndex(goods.pages.index(1, DAY))
    QTest.keyClick(goods, Qt.Key.Key_Semicolon, CTRL)
    assert wishes.last.edits[0].new == type(wishes.last.edits[0].new).today()  # type: ignore[union-attr]


def test_cells_that_cannot_be_edited_say_so(goods: TableView, wishes: Wishes) -> None:
    _block(goods, (1, STOCK), (2, STOCK))
    QTest.keyClick(goods, Qt.Key.Key_D, CTRL)
    assert goods.editing.cell.note == "These cells cannot be edited here."
    assert wishes.all == []


def test_one_pasted_cell_is_one_edit(goods: TableView, wishes: Wishes, qapp: QApplication) -> None:
    qapp.clipboard().setText("€ 7,25\r\n")
    goods.setCurrentIndex(goods.pages.index(1, PRICE))
    QTest.keyClick(goods, Qt.Key.Key_V, CTRL)
    assert wishes.last == Edits((Edit(1, "price", 150, 725),), "pasted")


def test_a_pasted_block_is_previewed_then_asked_for(
    goods: TableView, wishes: Wishes, qapp: QApplication
) -> None:
    qapp.clipboard().setText('Mug\t1.00\t0.40\r\n"Big\tmug"\t2,00\t0,80\r\n')
    goods.setCurrentIndex(goods.pages.index(10, NAME))
    QTest.keyClick(goods, Qt.Key.Key_V, CTRL)
    dialog = _preview(goods)
    assert wishes.all == []
    assert dialog.verb.text() == "Change 6 cells in 2 rows"
    assert [dialog.changes.text(1, at) for at in range(4)] == ["S10", "Price £", "10.50", "1.00"]
    dialog.verb.click()
    assert len(wishes.last.edits) == 6
    assert wishes.last.edits[3] == Edit(11, "name", "Cup 11", "Big\tmug")


def test_one_cell_fills_the_whole_selection(
    goods: TableView, wishes: Wishes, qapp: QApplication
) -> None:
    qapp.clipboard().setText("5")
    _block(goods, (0, PRICE), (9, COST))
    QTest.keyClick(goods, Qt.Key.Key_V, CTRL)
    dialog = _preview(goods)
    assert dialog.verb.text() == "Change 20 cells in 10 rows"
    dialog.reject()


def test_what_does_not_fit_is_said_not_cut(
    goods: TableView, wishes: Wishes, qapp: QApplication
) -> None:
    rows = "\r\n".join(f"{number}.00\t1\t99\tDraft\t2011-12-09\tmore" for number in range(4))
    qapp.clipboard().setText(rows + "\r\n")
    goods.setCurrentIndex(goods.pages.index(498, PRICE))
    goods.act("paste")
    dialog = _preview(goods)
    said = {label.text() for label in dialog.findChildren(QLabel)}
    assert "2 copied rows lie beyond the last row and are left out." in said
    assert "1 copied columns lie beyond the last column and are left out." in said
    assert "“Pieces” cannot be edited here: 2 cells stay as they are." in said
    assert dialog.verb.text() == "Change 8 cells in 2 rows"
    dialog.reject()


def test_what_is_not_valid_is_listed_with_place_and_reason(
    goods: TableView, wishes: Wishes, qapp: QApplication
) -> None:
    qapp.clipboard().setText("1.00\r\ncheap\r\n-5\r\n2.00")
    goods.setCurrentIndex(goods.pages.index(4, PRICE))
    goods.act("paste")
    dialog = _preview(goods)
    assert dialog.problems.rowCount() == 2
    assert [dialog.problems.text(0, at) for at in range(5)] == [
        "6",
        "S5",
        "Price £",
        "cheap",
        "This is not a number.",
    ]
    dialog.finder.setText("at least")
    assert dialog.problems.rowCount() == 1
    dialog.verb.click()
    assert [one.new for one in wishes.last.edits] == [100, 200]


def test_what_was_copied_here_pastes_back_as_no_change(
    goods: TableView, wishes: Wishes, qapp: QApplication
) -> None:
    _block(goods, (0, 0), (9, DAY))
    goods.copy()
    goods.act("paste")
    assert wishes.all == []
    assert _no_preview(goods)


def test_a_percent_changes_rows_that_were_never_loaded(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(Goods(1500), columns=GOODS)
    wishes = Wishes(view)
    view.setCurrentIndex(view.pages.index(0, PRICE))
    view.select_columns()
    view.act("set")
    dialog = view.findChild(SetDialog)
    assert dialog is not None
    assert dialog.column.currentText() == "Price £"
    dialog.act.setCurrentIndex(dialog.act.findData("percent"))
    dialog.text.setText("ten")
    dialog.accept()
    assert dialog.isVisible()
    dialog.text.setText("+10 %")
    dialog.accept()
    preview = _preview(view)
    assert preview.verb.text() == "Change 1,500 cells in 1,500 rows"
    assert preview.changes.rowCount() == 1500
    assert preview.changes.text(1499, 3) == "1,649.45"
    preview.verb.click()
    assert wishes.last.edits[1499] == Edit(1499, "price", 149950, 164945)
    assert wishes.last.how == "set"


def test_a_thousand_rows_of_ten_cells_are_ready_in_half_a_second(
    goods: TableView, wishes: Wishes, qapp: QApplication, make_view: MakeView
) -> None:
    """Parsed, checked and shown; saving is measured where the shop is."""
    view = make_view(Goods(1000), columns=GOODS)
    text = "\r\n".join(f"Name {at}\t{at}.10\t{at}.20" for at in range(1000))
    qapp.clipboard().setText(text)
    view.setCurrentIndex(view.pages.index(0, NAME))
    began = time.perf_counter()
    view.act("paste")
    spent = time.perf_counter() - began
    dialog = _preview(view)
    assert dialog.verb.text() == "Change 3,000 cells in 1,000 rows"
    dialog.reject()
    assert spent < 0.5


def test_the_menu_names_what_can_be_done_with_its_keys(goods: TableView) -> None:
    goods.setCurrentIndex(goods.pages.index(1, PRICE))
    menu = cell_menu(goods)
    by_name = {one.text().split("\t")[0]: one for one in menu.actions() if one.text()}
    assert by_name["Fill down"].text() == "Fill down\tCtrl+D"
    assert by_name["Paste"].isEnabled()
    by_name["Select rows"].trigger()
    assert len(goods.chosen.bands()[0].columns) == len(GOODS)
    menu.deleteLater()


def test_focus_that_leaves_takes_what_is_sound(goods: TableView, wishes: Wishes) -> None:
    field = _open(goods, 3, PRICE)
    field.setText("8")
    goods.titles.focus_filter(0)
    assert wishes.last.edits[0].new == 800
    field = _open(goods, 4, PRICE)
    field.setText("much")
    goods.titles.focus_filter(0)
    assert len(wishes.all) == 1
    tip = goods.pages.index(4, PRICE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "This is not a number."
