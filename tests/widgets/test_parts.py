from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.action_list import ActionLine, ActionList
from widgets.chips import Chip, Chips
from widgets.detail import DetailPanel
from widgets.dialogs import FormDialog
from widgets.drop_zone import DropZone
from widgets.icons import IconButton
from widgets.key_figures import Figure, KeyFigures
from widgets.language import Retranslated
from widgets.notices import Notices
from widgets.palette import Hit, SearchBox
from widgets.progress import JobChip
from widgets.proof_tree import Level, Node, ProofTree
from widgets.rail import Rail
from widgets.table.source import ask_inline


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def _button(parent: QWidget, name: str) -> QPushButton:
    return next(
        one
        for one in parent.findChildren(QPushButton)
        if name in (one.text(), one.accessibleName())
    )


def test_a_key_figure_is_a_filter_that_is_on_or_off(qtbot: QtBot) -> None:
    strip = KeyFigures([Figure("ship", "To ship"), Figure("sales", "Sales", filters=False)])
    qtbot.addWidget(strip)
    strip.show_value("ship", "41")
    card = _button(strip, "To ship: 41")
    with qtbot.waitSignal(strip.toggled) as on:
        card.click()
    with qtbot.waitSignal(strip.toggled) as off:
        card.click()
    assert (on.args, off.args) == (["ship"], [""])


def test_a_chip_goes_by_click_or_delete(qtbot: QtBot) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    chips.show_chips([Chip("late", "Late")])
    chip = _button(chips, "Remove the filter Late")
    removed: list[str] = []
    chips.removed.connect(removed.append)
    chip.click()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert removed == ["late", "late"]
    chips.set_add_words("Filter")
    with qtbot.waitSignal(chips.add_wanted):
        _button(chips, "Filter").click()


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
def test_a_form_complains_under_the_first_bad_field(qtbot: QtBot) -> None:
    form = FormDialog("Receive stock", "Receive 24")
    qtbot.addWidget(form)
    pieces = QLineEdit("x")
    form.add("pieces", "Pieces", pieces)
    reason = QLineEdit()
    form.add("reason", "Reason", reason)
    form.check = lambda: None if pieces.text().isdigit() else ("pieces", "Type a whole number.")
    form.show()
    form.accept()
    form.accept()
    said = next(one for one in form.findChildren(QLabel) if one.text() == "Type a whole number.")
    assert form.isVisible()
    assert pieces.geometry().bottom() < said.geometry().top()
    assert said.geometry().bottom() < reason.geometry().top()
    pieces.setText("24")
    form.accept()
    assert not form.isVisible()
    assert form.result() == 1


def test_a_notice_offers_one_act_and_a_bad_one_stays(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    notices = Notices(window)
    done: list[int] = []
    notices.show_notice("Shipped 20 pieces", action="Undo", act=lambda: done.append(1))
    _button(notices, "Undo").click()
    assert done == [1]
    assert notices.isHidden()
    notices.show_notice("The file is locked.", tone="negative")
    assert notices.accessibleName() == "The file is locked."
    assert notices.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
def test_the_search_box_lists_and_chooses_by_keyboard(qtbot: QtBot) -> None:
    hits = [Hit("order", "#581573", "Late", "o1"), Hit("order", "#581574", "", "o2")]
    box = SearchBox(ask_inline, lambda text: hits if text else [])
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    QTest.keyClicks(box, "5815")
    qtbot.waitUntil(lambda: box.hits() == hits, timeout=1000)
    QTest.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [hits[1]]
    assert box.text() == ""


def test_a_job_can_be_cancelled_and_says_how_far_it_is(qtbot: QtBot) -> None:
    chip = JobChip("Importing")
    qtbot.addWidget(chip)
    chip.show_progress(62, 100)
    assert "62 %" in [one.text() for one in chip.findChildren(QLabel)]
    with qtbot.waitSignal(chip.cancelled):
        next(
            one for one in chip.findChildren(IconButton) if one.accessibleName() == "Cancel"
        ).click()


def test_the_proof_gives_whole_hashes_by_keyboard(qtbot: QtBot, qapp: QApplication) -> None:
    tree = ProofTree()
    qtbot.addWidget(tree)
    tree.show_path(
        Node("e1…77", "e1" * 32, True),
        [Level(Node("5b…a1", "5b" * 32, True), Node("c4…08", "c4" * 32, False))],
    )
    tree.resize(320, 120)
    tree.show()
    tree.grab()
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "5b" * 32
    QTest.keyClick(tree, Qt.Key.Key_F24)


def test_the_rail_says_its_tabs_and_keys(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.add("orders", "receipt", "Orders", "Ctrl+2")
    rail.set_badge("orders", "41")
    tab = _button(rail, "Orders")
    assert tab.toolTip() == "Orders (Ctrl+2)"
    with qtbot.waitSignal(rail.selected) as selected:
        tab.click()
    assert selected.args == ["orders"]


def test_the_panel_shows_only_its_newest_subject(qtbot: QtBot) -> None:
    panel = DetailPanel()
    qtbot.addWidget(panel)
    panel.begin("Order #1")
    panel.begin("Order #2", "Late", "negative")
    panel.grid([("Total", "£ 110.10")])
    done: list[int] = []
    panel.set_actions([("Ship 20", lambda: done.append(20), "primary")])
    _button(panel, "Ship 20").click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    words = [one.text() for one in panel.findChildren(QLabel)]
    assert words == ["Order #2", "Late", "Total", "£ 110.10"]
    assert done == [20]


def test_one_file_can_be_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    zone = DropZone()
    qtbot.addWidget(zone)
    path = tmp_path / "orders.csv"
    path.write_text("a\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(zone.chosen) as chosen:
        zone.take(data)
    assert chosen.args == [path]
    data.setUrls(
        [
            QUrl.fromLocalFile(str(path)),
            QUrl("https://example.org/a.csv"),
            QUrl.fromLocalFile(str(tmp_path)),
        ]
    )
    with qtbot.waitSignal(zone.refused) as refused:
        zone.take(data)
    assert refused.args == ["Drop one file at a time."]
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    with qtbot.waitSignal(zone.refused):
        zone.take(data)


def test_texts_are_written_anew_when_the_language_changes(qtbot: QtBot) -> None:
    class Page(Retranslated):
        written = 0

        def retranslate(self) -> None:
            self.written += 1

    page = Page()
    qtbot.addWidget(page)
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.written == 1


def _action_list(qtbot: QtBot) -> tuple[QWidget, QPushButton, ActionList]:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    bell = QPushButton("bell", window)
    bell.move(700, 560)
    listed = ActionList("Alerts", window)
    window.show()
    return window, bell, listed


def test_a_list_stands_over_its_button_as_high_as_its_words(qtbot: QtBot) -> None:
    _window, bell, listed = _action_list(qtbot)
    listed.show_lines([ActionLine("late", "12 orders are late", "Show orders")], "Nothing.")
    listed.open_over(bell)
    low = listed.height()
    assert listed.geometry().right() <= bell.geometry().right()
    assert listed.geometry().bottom() < bell.geometry().top()
    long = "a long sentence that needs several lines to be said " * 4
    listed.show_lines([ActionLine("full", long, "Import again…", "negative")], "Nothing.")
    assert listed.height() > low
    assert listed.geometry().bottom() < bell.geometry().top()


def test_a_list_closes_by_escape_its_button_or_a_press_elsewhere(qtbot: QtBot) -> None:
    window, bell, listed = _action_list(qtbot)
    listed.show_lines([ActionLine("late", "12 orders are late", "Show orders")], "Nothing.")
    bell.clicked.connect(lambda: listed.open_over(bell))
    closings: list[Callable[[], object]] = [
        lambda: QTest.keyClick(_button(listed, "Show orders"), Qt.Key.Key_Escape),
        lambda: QTest.mouseClick(bell, Qt.MouseButton.LeftButton),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(20, 20)),
    ]
    for close in closings:
        QTest.mouseClick(bell, Qt.MouseButton.LeftButton)
        assert listed.isVisible()
        QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
        assert listed.isVisible()
        close()
        assert not listed.isVisible()


def test_a_line_that_is_taken_says_which(qtbot: QtBot) -> None:
    _window, bell, listed = _action_list(qtbot)
    listed.show_lines(
        [ActionLine("late", "Late", "Show orders"), ActionLine("due", "Due", "Verify")], "Nothing."
    )
    listed.open_over(bell)
    with qtbot.waitSignal(listed.chosen) as chosen:
        _button(listed, "Verify").click()
    assert chosen.args == ["due"]
    assert not listed.isVisible()


def test_a_list_without_lines_says_so(qtbot: QtBot) -> None:
    _window, bell, listed = _action_list(qtbot)
    listed.show_lines([], "Nothing needs your attention.")
    listed.open_over(bell)
    assert "Nothing needs your attention." in {one.text() for one in listed.findChildren(QLabel)}
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Escape)
    assert not listed.isVisible()


def test_a_job_with_a_long_title_leaves_room_for_the_rest(qtbot: QtBot) -> None:
    title = "Importing " + ", ".join(["orders.csv"] * 40)
    chip = JobChip(title)
    qtbot.addWidget(chip)
    chip.show_progress(1, 4)
    assert chip.sizeHint().width() < 520
    shown = next(one for one in chip.findChildren(QLabel) if "…" in one.text())
    assert shown.toolTip() == title


def test_a_form_is_as_high_as_what_it_shows_and_hides_what_is_secret(qtbot: QtBot) -> None:
    dialog = FormDialog("A form", "Go")
    qtbot.addWidget(dialog)
    secret = dialog.add_secret("password", "Password")
    said = dialog.sentence("What this means, in one plain sentence that is long enough to wrap.")
    dialog.show()
    assert secret.echoMode() == QLineEdit.EchoMode.Password
    assert said.height() >= said.heightForWidth(said.width())
    before = dialog.height()
    dialog.form.setRowVisible(said, False)
    dialog.fit()
    assert dialog.height() < before
    dialog.complain("password", "Too short.")
    assert dialog.height() > before - said.height()
