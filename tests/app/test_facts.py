"""Facts of all engines: what reads them and what applies them know the same ones."""

from __future__ import annotations

import subprocess
import sys

from app.facts import fact_book, fact_types
from tests.data import ROOT


def test_every_fact_that_can_be_read_can_be_applied() -> None:
    assert fact_types().type_by_kind == fact_book().type_by_kind


def test_reading_facts_does_not_import_sqlalchemy() -> None:
    code = (
        "import sys, engines.ledger.verify, app.facts; app.facts.fact_types(); "
        "sys.exit('sqlalchemy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
