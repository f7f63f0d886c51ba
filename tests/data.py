"""Where the public test vectors and real data lie; never copied into the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def data_path(relative: str) -> Path:
    """A path under the shared data folder; skips the test, loudly, where it is missing."""
    base = Path(os.environ.get("COUNTERFOIL_TEST_DATA") or ROOT.parent / "shared" / "data")
    path = base / relative
    if not path.exists():
        pytest.skip(f"TEST DATA MISSING: {path} (set COUNTERFOIL_TEST_DATA)")
    return path
