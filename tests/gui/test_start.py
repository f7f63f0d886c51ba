"""The program as it is started: by its own command, with and without arguments."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.shop import Place
from tests.data import ROOT
from ui.start import option, place_of


def test_without_arguments_there_is_no_shop_named() -> None:
    assert place_of([]) is None


@pytest.mark.parametrize("arguments", [["--shop", "/a"], ["--lang", "en", "--shop=/a"]])
def test_the_shop_is_named_with_or_without_an_equals_sign(arguments: list[str]) -> None:
    assert place_of(arguments) == Place(Path("/a"))


def test_an_option_without_its_value_is_empty() -> None:
    assert option(["--shop"], "--shop") == ""


@pytest.mark.parametrize("shop", [False, True])
def test_the_program_opens_its_window_and_stays(place: Place, tmp_path: Path, shop: bool) -> None:
    """`main.py` with no arguments at all, and with a shop: alive, and nothing on standard error."""
    variables = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "COUNTERFOIL_CONFIG": str(tmp_path / "config"),
    }
    command = [sys.executable, str(ROOT / "main.py")]
    if shop:
        command += ["--shop", str(place.folder)]
    process = subprocess.Popen(command, env=variables, stderr=subprocess.PIPE, text=True)
    settings = tmp_path / "config" / "settings.json"
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None and not (shop and settings.exists()):
        time.sleep(0.2)
        if not shop and time.monotonic() > end - 17:
            break
    alive = process.poll() is None
    process.terminate()
    errors = process.communicate()[1]
    assert alive, errors
    assert "Traceback" not in errors
