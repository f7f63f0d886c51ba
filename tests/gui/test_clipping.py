"""At 200 % on a screen of 1280×720 no text is cut, in either language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.data import ROOT
from tests.gui.clipping import ENVIRONMENT, cut


def _words(qtbot: QtBot, text: str, width: int, *, wrap: bool = False) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QLabel(text, holder)
    label.setWordWrap(wrap)
    label.setFixedSize(width, 40)
    holder.resize(400, 200)
    holder.show()
    return holder


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    """The finder itself: too narrow, a word too long to wrap, too many lines, beyond the edge."""
    assert list(cut(_words(qtbot, "A short text", 300))) == []
    assert list(cut(_words(qtbot, "A short text", 120, wrap=True))) == []
    assert len(list(cut(_words(qtbot, "A text that is too long for this", 60)))) == 1
    assert len(list(cut(_words(qtbot, "Incomprehensibilities", 60, wrap=True)))) == 1
    assert len(list(cut(_words(qtbot, "One word after another " * 6, 120, wrap=True)))) == 1
    assert len(list(cut(_words(qtbot, "A short text", 500)))) == 1


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_text_is_cut(language: str, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "tests.gui.clipping", language, str(tmp_path / "work")],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == {}
