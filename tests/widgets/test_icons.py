from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets import icons, theme


def test_the_list_of_names_is_the_folder() -> None:
    assert sorted(path.stem for path in icons.ICONS.glob("*.svg")) == sorted(icons.NAMES)


@pytest.mark.parametrize("name", icons.NAMES)
def test_each_icon_draws_in_the_colour_asked(qapp: QApplication, name: str) -> None:
    colour = theme.load("light").negative
    image = icons.pixmap(name, colour, 20, 2.0).toImage()
    drawn = [
        image.pixelColor(x, y)
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() == 255
    ]
    assert drawn
    assert all(abs(got.red() - QColor(colour).red()) <= 1 for got in drawn)  # premultiplied
    assert all(abs(got.blue() - QColor(colour).blue()) <= 1 for got in drawn)


def test_an_icon_button_says_its_name_and_shortcut(qtbot: QtBot) -> None:
    button = icons.IconButton("undo", "Undo", "Ctrl+Z")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Undo"
    assert button.toolTip() == "Undo (Ctrl+Z)"
