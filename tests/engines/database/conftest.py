"""Fixtures of the database engine's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.database.migrate import create
from engines.database.pool import Pool


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    """Connections to a new, empty file with the newest schema."""
    path = tmp_path / "bare.db"
    create(path, None)
    one = Pool(path, None)
    yield one
    one.close()
