from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QLocale, QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.table.conftest import MakeView
from tests.widgets.table.shelf import COLUMNS, Counting, Later, row
from widgets.table.footer import Footer, FooterLine, totals
from widgets.table.selection import Band, Selection, area, bands
from widgets.table.source import Row, Sums, Where
from widgets.table.text import Words
from widgets.table.tsv import lines, quoted
from widgets.table.view import TableView

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _at(view: TableView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def _centre(view: TableView, row_number: int, column: int) -> QPoint:
    return view.visualRect(view.pages.index(row_number, column)).center()


def test_shift_and_arrows_select_a_block(view: TableView) -> None:
    view.setCurrentIndex(view.pages.index(4, 3))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(view, key, SHIFT)
    assert view.chosen.bands() == (Band(4, 6, frozenset({2, 3})),)
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert view.chosen.bands() == (Band(4, 5, frozenset({2, 3})),)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen.bands() == (Band(6, 6, frozenset({2})),)


def test_the_mouse_draws_a_block(view: TableView) -> None:
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=_centre(view, 2, 1))
    QTest.mouseMove(port, _centre(view, 3, 2))
    QTest.mouseMove(port, _centre(view, 5, 3))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=_centre(view, 5, 3))
    assert view.chosen.bands() == (Band(2, 5, frozenset({1, 2, 3})),)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, SHIFT, _centre(view, 3, 1))
    assert view.chosen.bands() == (Band(2, 3, frozenset({1})),)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, CTRL, _centre(view, 7, 2))
    assert view.chosen.bands() == (Band(2, 3, frozenset({1})), Band(7, 7, frozenset({2})))


def test_a_block_follows_the_order_of_the_columns_shown(view: TableView) -> None:
    view.titles.moveSection(4, 1)
    view.arrangement.set_hidden(1, True)
    view.setCurrentIndex(view.pages.index(0, 4))
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.chosen.bands() == (Band(0, 0, frozenset({4, 2})),)


def test_a_block_begins_where_it_began_though_that_is_scrolled_away(view: TableView) -> None:
    view.resize(420, 300)
    view.setCurrentIndex(view.pages.index(0, 1))
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.frozen_width() > 0
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.chosen.bands() == (Band(0, 1, frozenset({1, 2, 3, 4, 5})),)


def test_control_and_arrows_go_to_the_edge(view: TableView) -> None:
    view.setCurrentIndex(view.pages.index(7, 2))
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL)
    assert _at(view) == (7, 5)
    QTest.keyClick(view, Qt.Key.Key_Down, CTRL)
    assert _at(view) == (499, 5)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert _at(view) == (499, 0)
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    assert _at(view) == (0, 0)
    QTest.keyClick(view, Qt.Key.Key_End, CTRL | SHIFT)
    assert view.chosen.bands() == (Band(0, 499, frozenset(range(6))),)


def test_page_keys_move_by_what_is_seen(view: TableView) -> None:
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    place = _at(view)[0]
    assert 5 < place < 20
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert _at(view) == (0, 0)


def test_rows_columns_and_all(view: TableView) -> None:
    view.setCurrentIndex(view.pages.index(3, 2))
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Space, SHIFT)
    assert view.chosen.bands() == (Band(3, 4, frozenset(range(6))),)
    assert view.selection() == Selection((3, 4), None, 2)
    view.setCurrentIndex(view.pages.index(3, 2))
    QTest.keyClick(view, Qt.Key.Key_Space, CTRL)
    assert view.chosen.bands() == (Band(0, 499, frozenset({2})),)
    assert view.selection() == Selection((), (), 500)


def test_everything_selected_loads_nothing(make_view: MakeView) -> None:
    source = Counting(1_000_000)
    view = make_view(source)
    asked = len(source.asked)
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert view.selection().count == 1_000_000
    assert len(source.asked) == asked


def test_a_row_is_meant_when_one_of_its_cells_is_selected(view: TableView) -> None:
    view.setCurrentIndex(view.pages.index(8, 1))
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.selection().keys == (8, 9)


def test_typing_searches_no_rows(make_view: MakeView) -> None:
    source = Counting(100_000)
    view = make_view(source)
    asked = len(source.asked)
    QTest.keyClick(view, Qt.Key.Key_X)
    assert _at(view) == (0, 0)
    assert len(source.asked) == asked


def test_a_click_on_a_title_sorts_and_selects_nothing(view: TableView) -> None:
    at = QPoint(view.titles.sectionViewportPosition(3) + 20, 10)
    QTest.mouseClick(view.titles.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.pages.order
    assert view.selection().count <= 1


def test_copy_takes_the_block(view: TableView, qtbot: QtBot, qapp: QApplication) -> None:
    view.setCurrentIndex(view.pages.index(1, 2))
    view.extend_to(2, 3)
    with qtbot.waitSignal(view.copied):
        QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert qapp.clipboard().text() == "-2\t-0.63\n-1\t-0.26"


def test_a_block_stays_on_its_things_when_rows_move(view: TableView) -> None:
    source = view.pages.source
    view.setCurrentIndex(view.pages.index(3, 2))
    view.extend_to(5, 3)
    getattr(source, "rows").insert(0, Row(9999, row(9999).values))  # noqa: B009
    view.refresh()
    assert view.chosen.bands() == (Band(4, 6, frozenset({2, 3})),)
    assert view.selection().keys == (3, 4, 5)


# the footer


def _footers(view: TableView) -> list[Footer]:
    told: list[Footer] = []
    view.footer_changed.connect(told.append)
    return told


def test_the_footer_adds_up_the_cells_of_the_block(view: TableView, qtbot: QtBot) -> None:
    told = _footers(view)
    view.setCurrentIndex(view.pages.index(1, 2))
    view.extend_to(3, 2)
    qtbot.waitUntil(lambda: bool(told) and told[-1].cells == 3, timeout=1000)
    assert [(one.key, one.total, one.count) for one in told[-1].sums] == [("pieces", -3, 3)]
    line = FooterLine()
    qtbot.addWidget(line)
    line.show_footer(told[-1])
    assert line.said == "500 rows · 3 cells in 3 rows selected · Pieces: sum −3, mean −1, count 3"


def test_prices_have_a_mean_and_no_sum_and_indexes_neither(qtbot: QtBot) -> None:
    columns = [replace(one, adds=one.key != "total", mean=one.key != "placed") for one in COLUMNS]
    told = totals({"pieces": (7, 2), "total": (2500, 2)}, columns, Words(QLocale("en_GB")))
    assert [(one.key, one.text, one.mean) for one in told] == [
        ("pieces", "7", "3.50"),
        ("total", "", "12.50"),
    ]
    line = FooterLine()
    qtbot.addWidget(line)
    line.show_footer(Footer(9, 2, told))
    assert line.said == "9 rows · 2 selected · Pieces: sum 7, mean 3.50 · Total £: mean 12.50"
    bare = [replace(one, adds=False, mean=False) for one in COLUMNS]
    assert totals({"pieces": (7, 2)}, bare, Words()) == ()
    assert totals({"total": (1250, 1)}, columns, Words()) == ()  # a price alone is in its cell


class Adding(Counting):
    """A source that can add everything up."""

    def summary(self, where: Where, keys: list[str]) -> Sums:
        return dict.fromkeys(keys, (12345, 1000000))


def test_the_source_adds_up_everything(make_view: MakeView, qtbot: QtBot) -> None:
    source = Adding(1_000_000)
    view = make_view(source)
    told, asked = _footers(view), len(source.asked)
    view.select_columns()
    view.setCurrentIndex(view.pages.index(0, 3))
    view.select_columns()
    qtbot.waitUntil(lambda: bool(told and told[-1].sums), timeout=1000)
    assert told[-1].sums[0].text == "123.45"
    assert told[-1].every
    assert len(source.asked) == asked


def test_rows_not_loaded_are_read_and_added(make_view: MakeView, qtbot: QtBot) -> None:
    source = Counting(30_000)
    view = make_view(source)
    told = _footers(view)
    view.setCurrentIndex(view.pages.index(0, 2))
    view.extend_to(25_000, 2)
    qtbot.waitUntil(lambda: bool(told and told[-1].sums), timeout=3000)
    assert told[-1].sums[0].total == sum(number % 40 - 3 for number in range(25_001))
    assert [one.waiting for one in told if one.cells > 1] == [True, False]


def test_only_the_newest_selection_is_added_up(make_view: MakeView, qtbot: QtBot) -> None:
    later = Later()
    view = make_view(Counting(30_000), later)
    later.answer()
    told = _footers(view)
    view.setCurrentIndex(view.pages.index(0, 2))
    view.extend_to(25_000, 2)
    qtbot.waitUntil(lambda: bool(told and told[-1].waiting), timeout=1000)
    view.setCurrentIndex(view.pages.index(1, 2))
    view.extend_to(2, 2)
    qtbot.waitUntil(lambda: bool(told and told[-1].cells == 2), timeout=1000)
    for _ in range(3):
        while later.waiting:
            later.answer()
        QApplication.processEvents()
    assert told[-1].sums[0].total == -3


# bands


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 4), st.integers(0, 5), st.integers(0, 3)),
        max_size=6,
    )
)
def test_bands_hold_just_the_selected_cells(blocks: list[tuple[int, int, int, int]]) -> None:
    model = QStandardItemModel(20, 9)
    chosen = QItemSelectionModel(model)
    wanted: set[tuple[int, int]] = set()
    for top, high, left, wide in blocks:
        part = area(model, [(top, top + high)], range(left, left + wide + 1))
        chosen.select(part, QItemSelectionModel.SelectionFlag.Toggle)
        wanted ^= {
            (line, at) for line in range(top, top + high + 1) for at in range(left, left + wide + 1)
        }
    shown = frozenset(range(1, 9))
    found = bands(chosen, shown)
    cells = [
        (line, at) for one in found for line in range(one.first, one.last + 1) for at in one.columns
    ]
    assert set(cells) == {cell for cell in wanted if cell[1] in shown}
    assert len(cells) == len(set(cells))
    assert [one.first for one in found] == sorted(one.first for one in found)


# tab-separated text


@given(
    st.lists(
        st.lists(st.text(alphabet='ab"\t\r\n ,'), min_size=2, max_size=2), min_size=1, max_size=4
    )
)
def test_any_block_survives_the_clipboard(block: list[list[str]]) -> None:
    text = "\r\n".join("\t".join(map(quoted, line)) for line in block)
    assert lines(text) == block


def test_cells_with_tabs_and_lines_stay_whole() -> None:
    cells = ["a\tb", "one\r\ntwo", 'say "so"', '"quoted"', "", "plain"]
    text = "\t".join(quoted(one) for one in cells) + "\r\n"
    assert lines(text) == [cells]


def test_what_excel_copies_is_read() -> None:
    assert lines('1\t2\r\n"x\ty"\t"3 ""in"""\r\n') == [["1", "2"], ["x\ty", '3 "in"']]
    assert lines("a\tb\nc") == [["a", "b"], ["c"]]
    assert lines("a\r\n\r\nb") == [["a"], [""], ["b"]]
    assert lines('5" pipe\tx') == [['5" pipe', "x"]]
    assert lines('"open\tx\ny') == [['"open', "x"], ["y"]]
    assert lines("") == []


def test_numbers_of_the_shelf_are_those_the_tests_count_on() -> None:
    assert [row(number).values[2] for number in (1, 2, 3)] == [-2, -1, 0]
    assert len(COLUMNS) == 6
