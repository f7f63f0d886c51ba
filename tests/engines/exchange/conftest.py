"""A shop to import into, made once and copied for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.shops import TestShop
from tests.terminal import Terminal


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with the SKUs MUG, CUP and 00123: three, none and none of them in stock."""
    folder = tmp_path_factory.mktemp("template") / "shop"
    shop = TestShop(folder)
    for sku, pieces in (("MUG", 3), ("CUP", 0), ("00123", 0)):
        shop.stocked(sku, pieces=pieces)
    shop.close()
    return folder


@pytest.fixture
def run(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal over a copy of that shop."""
    shutil.copytree(template, tmp_path / "shop")
    return Terminal(tmp_path, capsys)
