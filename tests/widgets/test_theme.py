from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.theme_sheet import style_sheet
from widgets.theme_tokens import contrast

ROOT = Path(__file__).parents[2]


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("pair", theme.PAIRS, ids="-on-".join)
def test_every_pair_in_use_reaches_aa(name: str, pair: tuple[str, str]) -> None:
    tokens = theme.load(name)
    assert contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_focus_ring_stands_out(name: str) -> None:
    tokens = theme.load(name)
    assert min(contrast(tokens.focus, tokens.surface), contrast(tokens.focus, tokens.window)) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_all_tones_are_pairs_that_were_checked(name: str) -> None:
    tokens = theme.load(name)
    for tone in ("positive", "warning", "negative", "accent", "neutral"):
        assert contrast(*tokens.tone(tone)) >= 4.5


def test_the_palette_changes_with_the_mode(qapp: QApplication) -> None:
    for mode in ("dark", "light"):
        applied = theme.apply(qapp, "dark" if mode == "dark" else "light")
        assert applied.name == mode
        assert theme.current() is applied
        window = qapp.palette().color(QPalette.ColorRole.Window).name().upper()
        assert window == applied.window


def test_system_follows_what_the_system_says(qapp: QApplication) -> None:
    applied = theme.apply(qapp, "system")
    assert applied.name in ("light", "dark")
    assert theme.current() is applied
    theme.apply(qapp, "light")


def test_a_look_can_change_while_shown(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    label = QLabel("12")
    qtbot.addWidget(label)
    label.show()
    theme.mark(label, "figure")
    assert label.font().pixelSize() == theme.current().figure


def test_the_sheet_names_no_colour_of_its_own() -> None:
    source = (ROOT / "widgets" / "theme_sheet.py").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}", source)
    assert "$" not in style_sheet(theme.load("light"))


def test_no_colour_or_style_sheet_elsewhere() -> None:
    offending = re.compile(
        r"setStyleSheet|[\"']#[0-9A-Fa-f]{6}[\"']|QColor\(\s*\d|"
        r"Qt\.GlobalColor\.(?!transparent)"
    )
    files = [
        path
        for folder in ("widgets", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "theme.py"
    ]
    assert files
    bad = [
        str(path.relative_to(ROOT))
        for path in files
        if offending.search(path.read_text(encoding="utf-8"))
    ]
    assert bad == []
