"""The Recommendations tab: try the models, publish, roll back, and see it as a customer does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app import recommending
from app.shop import Place, Shop
from engines.database.change import Actor
from engines.database.errors import Cancelled
from engines.database.ticket import Ticket
from engines.identity.rights import Right, rights_of
from engines.recommend.collect import Sales
from tests.gui.sales_shop import sales_shop
from tests.gui.steps import button, end, settle
from ui.recommendations.page import RecommendationsPage
from ui.recommendations.publish_dialog import PublishDialog
from ui.start import Program
from ui.window import MainWindow


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with sales of which nothing was learned."""
    return sales_shop(tmp_path_factory.mktemp("sold") / "shop").folder


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with its models tried."""
    return sales_shop(tmp_path_factory.mktemp("tried") / "shop", learned=True).folder


def _opened(qapp: QApplication, folder: Path, into: Path, *, inline: bool = True) -> Program:
    shutil.copytree(folder, into)
    program = Program(qapp, inline=inline)
    program.start(Place(into))
    return program


def _page(window: object) -> RecommendationsPage:
    assert isinstance(window, MainWindow)
    page = window.show_tab("recommendations")
    assert isinstance(page, RecommendationsPage)
    settle()
    return page


@pytest.fixture
def page(qapp: QApplication, tried: Path, tmp_path: Path) -> Iterator[RecommendationsPage]:
    """The tab over the shop whose models were tried; jobs run at once."""
    program = _opened(qapp, tried, tmp_path / "shop")
    yield _page(program.window)
    end(program)


def _window(page: RecommendationsPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def _states(page: RecommendationsPage) -> list[str]:
    return [str(row.values[5]) for _place, row in page.model.rows_now()]


def _publish(page: RecommendationsPage, qtbot: QtBot, place: int, note: str = "") -> int:
    """Publish the row at a place through the dialog; its key."""
    line = page.board.lines[place]
    page.table.select_key(line.key)
    settle()
    page.publish_button.click()
    dialog = next(one for one in page.findChildren(PublishDialog) if one.isVisible())
    dialog.field.setText(note)
    dialog.accept()
    qtbot.waitUntil(lambda: page.board.live is not None and page.board.live.key == line.key)
    settle()
    return line.key


def test_who_only_presses_improve_gets_results_and_may_publish(
    qapp: QApplication, qtbot: QtBot, sold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recommending, "train_apart", recommending.train)
    program = _opened(qapp, sold, tmp_path / "shop")
    page = _page(program.window)
    assert page.model.state == "empty"
    assert page.table.overlay.title.text() == "Nothing was learned yet"
    assert not page.publish_button.isEnabled()
    page.table.overlay.button.click()
    settle()
    assert page.model.rowCount() > 5
    assert page.table.current_key() == page.board.lines[0].key
    assert "shoppers judged" in _window(page).toasts.text
    assert page.tested.text().endswith("shoppers")
    assert page.publish_button.isEnabled()
    _publish(page, qtbot, 0)
    assert _states(page).count("live") == 1
    end(program)


def test_published_rolled_back_and_taken_back(page: RecommendationsPage, qtbot: QtBot) -> None:
    assert page.back_button.toolTip() == "Nothing was live before."
    first = _publish(page, qtbot, 0, "Autumn")
    assert page.figures._cards["since"].value.text() != "not yet"
    assert page.publish_button.toolTip() == "This is live already."
    assert not page.publish_button.isEnabled()
    second = _publish(page, qtbot, 1)
    assert first != second
    page.back_button.click()
    qtbot.waitUntil(lambda: page.board.live is not None and page.board.live.key == first)
    assert "roll back recommendations" in _window(page).toasts.text
    page.table.setFocus()
    _window(page).do("undo")
    qtbot.waitUntil(lambda: page.board.live is not None and page.board.live.key == second)
    ledger = _window(page).show_tab("ledger")
    settle()
    row = ledger.model.row(0)
    assert row is not None
    assert "recommendations_published" in row.values


def test_the_dialog_says_what_changes(page: RecommendationsPage, qtbot: QtBot) -> None:
    _publish(page, qtbot, 0)
    page.table.select_key(page.board.lines[-1].key)
    settle()
    page.act("publish")
    dialog = next(one for one in page.findChildren(PublishDialog) if one.isVisible())
    words = " ".join(one.text() for one in dialog.findChildren(QLabel))
    for line in (page.board.lines[0], page.board.lines[-1]):
        assert line.name in words
    assert "NDCG@10 −0." in words
    dialog.reject()
    assert page.board.live == page.board.lines[0]


def test_a_customer_sees_a_list_whose_reasons_sum_to_its_scores(page: RecommendationsPage) -> None:
    hits = page.customer._customers("7")
    assert [one.key for one in hits] == ["7"]
    page.customer.search.chosen.emit(hits[0])
    settle()
    seen = page.customer.seen
    assert seen is not None
    assert page.customer.heading.text() == "As customer H7 sees it"
    assert len(seen.list.items) == 10
    for one in seen.list.items:
        assert sum(part.amount for part in one.parts) == pytest.approx(one.score, abs=1e-4)
    shown = page.customer.list.items()
    assert [one.rank for one in shown] == list(range(1, 11))
    assert all(one.sentence for one in shown)
    page.customer.list.choose(3)
    assert _detail(page)[0] == shown[3].title
    assert shown[3].figure in _detail(page)


def test_a_product_of_the_list_opens(page: RecommendationsPage) -> None:
    page.customer.example()
    settle()
    seen = page.customer.seen
    assert seen is not None
    page.customer.list.opened.emit(0)
    settle()
    window = _window(page)
    assert window.current_tab() == "inventory"
    row = window.show_tab("inventory").model.row(0)
    assert row is not None
    assert seen.list.items[0].sku in row.values


def test_why_something_is_not_in_the_list(page: RecommendationsPage) -> None:
    page.customer.search.chosen.emit(page.customer._customers("7")[0])
    settle()
    seen = page.customer.seen
    assert seen is not None
    inside = {one.sku for one in seen.list.items}
    sku = next(f"ITEM-{n:02}" for n in range(40) if f"ITEM-{n:02}" not in inside)
    hit = page.customer._items(sku)[0]
    page.customer.why.chosen.emit(hit)
    settle()
    assert any("It would be no." in one or "equals" in one for one in _detail(page))
    page.customer.ask_why(seen.list.items[1].sku)
    settle()
    assert any(one.startswith("It is in the list") for one in _detail(page))
    page.customer.ask_why("MUG")
    settle()
    assert page.customer.answer.text() == "Nobody ever bought the item MUG."


def test_new_items_have_a_board_and_lists_of_their_own(page: RecommendationsPage) -> None:
    page.customer.search.chosen.emit(page.customer._customers("7")[0])
    button(page, "New items").click()
    settle()
    assert page.board.target == "new"
    assert page.model.rowCount() > 3
    seen = page.customer.seen
    assert seen is not None
    assert seen.list.target == "new"
    assert all(part.group != "before" for one in seen.list.items for part in one.parts)


def test_two_models_are_kept_fitted(page: RecommendationsPage) -> None:
    page.customer.search.chosen.emit(page.customer._customers("7")[0])
    for place in range(4):
        page.table.select_key(page.board.lines[place].key)
        settle()
        assert page.customer.seen is not None
    assert len(page.customer.presenter._fitted) == 2


def test_new_sales_are_learned_from_at_the_next_list(page: RecommendationsPage) -> None:
    hit = page.customer._customers("7")[0]
    page.customer.search.chosen.emit(hit)
    first = next(iter(page.customer.presenter._fitted.values()))
    page.presenter.sold.emit()
    page.customer.ask_why("ITEM-00")
    settle()
    assert _detail(page)[0] == "Thing 0"
    page.customer.search.chosen.emit(hit)
    settle()
    assert page.customer.seen is not None
    assert next(iter(page.customer.presenter._fitted.values())) is not first


def test_who_may_not_publish_is_told_so(qapp: QApplication, tried: Path, tmp_path: Path) -> None:
    shutil.copytree(tried, tmp_path / "shop")
    program = Program(qapp, inline=True)
    support = Actor("Sue", rights_of("support"))
    program.open_shop(Shop(Place(tmp_path / "shop")), importing=False, actor=support)
    page = _page(program.window)
    assert page.improve_button.isEnabled()
    for one in (page.publish_button, page.back_button):
        assert not one.isEnabled()
        assert one.toolTip() == "You may look at recommendations, not publish them."
    page.act("publish")
    assert not [one for one in page.findChildren(QDialog) if one.isVisible()]
    end(program)


def test_who_may_not_look_has_no_tab(qapp: QApplication, tried: Path, tmp_path: Path) -> None:
    shutil.copytree(tried, tmp_path / "shop")
    program = Program(qapp, inline=True)
    rights = rights_of("support") - {Right.RECOMMEND_READ.value, Right.PERSONAL_READ.value}
    program.open_shop(Shop(Place(tmp_path / "shop")), importing=False, actor=Actor("Sue", rights))
    assert isinstance(program.window, MainWindow)
    assert "recommendations" not in program.window.rail.tabs()
    end(program)


def test_cancelling_keeps_nothing(
    qapp: QApplication, sold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(_sales: Sales, _target: str, _ticket: Ticket) -> object:
        raise Cancelled

    monkeypatch.setattr(recommending, "train_apart", cancelled)
    program = _opened(qapp, sold, tmp_path / "shop")
    page = _page(program.window)
    page.act("improve")
    settle()
    assert page.improve_button.isEnabled()
    assert page.model.state == "empty"
    assert _window(page).toasts.text == ""
    end(program)


def test_a_process_that_tries_models_can_be_cancelled(
    qapp: QApplication, qtbot: QtBot, sold: Path, tmp_path: Path
) -> None:
    program = _opened(qapp, sold, tmp_path / "shop", inline=False)
    page = _page(program.window)
    qtbot.waitUntil(lambda: page.model.state == "empty", timeout=10_000)
    jobs = _window(page).context.jobs
    with qtbot.waitSignal(jobs.started) as begun:
        button(page, "Improve").click()
    assert not page.improve_button.isEnabled()
    number = begun.args[0] if begun.args else 0
    with qtbot.waitSignal(jobs.ended, timeout=30_000):
        jobs.cancel(number)
    qtbot.waitUntil(lambda: page.improve_button.isEnabled())
    assert page.model.state == "empty"
    end(program)


def test_a_process_tries_the_models(
    qapp: QApplication, qtbot: QtBot, sold: Path, tmp_path: Path
) -> None:
    program = _opened(qapp, sold, tmp_path / "shop", inline=False)
    page = _page(program.window)
    qtbot.waitUntil(lambda: page.model.state == "empty", timeout=10_000)
    button(page, "Improve").click()
    qtbot.waitUntil(lambda: page.model.rowCount() > 5, timeout=90_000)
    qtbot.waitUntil(lambda: bool(page.chart.plotted), timeout=20_000)
    assert set(page.chart.plotted) == {one.key for one in page.board.lines}
    end(program)


def test_too_few_sales_are_said(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recommending, "train_apart", recommending.train)
    place = sales_shop(tmp_path / "few", baskets=20)
    program = Program(qapp, inline=True)
    program.start(place)
    page = _page(program.window)
    page.act("improve")
    settle()
    assert _window(page).toasts.text.startswith("Too few customers")
    end(program)


def test_no_sales_are_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recommending, "train_apart", recommending.train)
    page = _page(window)
    window.do("recommendations.improve")
    settle()
    assert window.toasts.text.startswith("Nobody bought anything here")
    assert page.improve_button.isEnabled()


def _detail(page: RecommendationsPage) -> list[str]:
    return [one.text() for one in page.detail.findChildren(QLabel)]
