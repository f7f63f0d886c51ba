"""What every test runs under: no screen, no keychain, own settings, nothing left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["COUNTERFOIL_KEYCHAIN"] = "off"

import pytest
from hypothesis import HealthCheck, settings

from tests.shops import TestShop

# The same examples in every run: a failure tells of a change. New ones are looked for in depth.
settings.register_profile(
    "fast",
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep", max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and the last shop are those of the test alone."""
    monkeypatch.setenv("COUNTERFOIL_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("COUNTERFOIL_SHOP", raising=False)
    monkeypatch.delenv("COUNTERFOIL_PASSPHRASE", raising=False)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No thread may outlive the test that started it."""
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not thread.name.startswith("Dummy")
    ]
    for thread in left:
        thread.join(2)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    """An empty shop in euros, closed at the end."""
    one = TestShop(tmp_path / "shop")
    yield one
    one.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Save a picture of every window that is open when a test fails."""
    outcome: Any = yield
    if outcome.get_result().when != "call" or not outcome.get_result().failed:
        return
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError:
        return
    if not isinstance(QApplication.instance(), QApplication):
        return
    folder = Path("test-failures")
    for number, window in enumerate(QApplication.topLevelWidgets()):
        if window.isVisible():
            folder.mkdir(exist_ok=True)
            window.grab().save(str(folder / f"{item.name[:80]}-{number}.png"))
