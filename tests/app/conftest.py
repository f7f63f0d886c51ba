"""A shop with something in it, made once and copied for every test that spoils one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.app.undoing import make_busy
from tests.shops import TestShop
from tests.terminal import Terminal


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with fifty products in stock."""
    folder = tmp_path_factory.mktemp("template") / "shop"
    shop = TestShop(folder)
    for number in range(50):
        shop.stocked(f"S{number}")
    shop.close()
    return folder


@pytest.fixture
def spoilable(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal over a copy of that shop."""
    shutil.copytree(template, tmp_path / "shop")
    return Terminal(tmp_path, capsys)


@pytest.fixture
def busy(shop: TestShop) -> TestShop:
    """Ten mugs and five dishes, one customer, an order of three mugs."""
    return make_busy(shop)
