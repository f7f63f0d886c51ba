"""The real window over a small shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.shop import Place, found
from engines.inventory import commands as stock
from tests.gui.steps import end
from ui.start import Program
from ui.window import MainWindow


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A small shop with one location."""
    place = Place(tmp_path / "shop")
    shop = found(place, name="Test shop", currency="EUR", timezone="Europe/Berlin")
    owner = shop.acting()
    assert owner is not None
    shop.database.change(owner, "add location", lambda c: stock.add_location(c, name="Main"))
    shop.close()
    return place


@pytest.fixture
def window(qapp: QApplication, place: Place) -> Iterator[MainWindow]:
    """The real window over that shop; jobs run at once."""
    program = Program(qapp, inline=True)
    program.start(place)
    shown = program.window
    assert isinstance(shown, MainWindow)
    yield shown
    del shown
    end(program)
