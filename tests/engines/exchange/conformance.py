"""What importing means: each importer's test class inherits these."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app import undo
from engines.database.errors import Cancelled
from engines.database.ticket import Untold
from engines.exchange.plan import Options
from engines.exchange.run import Outcome, import_files
from engines.ledger import queries as log
from tests.engines.exchange.books import saved
from tests.shops import TestShop

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


class Cancelling:
    """A ticket of somebody who presses Cancel after some steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, done: int, total: int) -> None:
        """Stop once the steps are used up."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


class ImporterTests:
    """Give `kind`, a small `text` that imports whole, and `bad`: the same with one bad row."""

    kind: ClassVar[str]
    text: ClassVar[str]
    bad: ClassVar[str]
    bad_place: ClassVar[tuple[int, str, str]]  # line, column, reason
    ending: str = "csv"

    @pytest.fixture(params=["csv", "xlsx", "ods"])
    def each_ending(self, request: pytest.FixtureRequest) -> None:
        """The same table as text, as XLSX and as ODS."""
        self.ending = request.param

    @pytest.fixture
    def shop(self, tmp_path: Path) -> Iterator[TestShop]:
        """The shop to import into."""
        shop = TestShop(tmp_path / "shop")
        self.prepare(shop)
        yield shop
        shop.close()

    def prepare(self, shop: TestShop) -> None:
        """What must be there before."""

    def run(
        self,
        shop: TestShop,
        text: str,
        *,
        kind: str = "auto",
        encoding: str = "utf-8",
        skip: bool = False,
        after: int | None = None,
    ) -> Outcome:
        """Import a text as a file."""
        file = shop.shop.place.folder.parent / f"{self.kind}.{self.ending}"
        if self.ending == "csv":
            file.write_bytes(text.encode(encoding))
        else:
            saved(file, list(csv.reader(io.StringIO(text, newline=""))))
        ticket = Untold() if after is None else Cancelling(after)
        options = Options("EUR", "Europe/Berlin", skip_rejected=skip)
        return import_files(shop.shop.database, shop.owner, kind, [file], options, ticket)

    def entries(self, shop: TestShop) -> int:
        """How long the ledger is."""
        return shop.read(log.entries_count)

    @pytest.mark.usefixtures("each_ending")
    def test_it_knows_its_own_files(self, shop: TestShop) -> None:
        outcome = self.run(shop, self.text)
        assert outcome.kind == self.kind
        assert outcome.applied
        assert outcome.plan.rejected == []
        assert outcome.plan.read == outcome.plan.accepted > 0
        assert outcome.plan.totals == outcome.plan.file_totals
        shop.whole()

    @pytest.mark.usefixtures("each_ending")
    def test_a_second_import_changes_nothing(self, shop: TestShop) -> None:
        self.run(shop, self.text)
        before = self.entries(shop)
        again = self.run(shop, self.text)
        assert (again.plan.created, again.plan.updated) == ({}, {})
        assert not again.applied
        assert self.entries(shop) == before

    @pytest.mark.usefixtures("each_ending")
    def test_a_bad_row_is_named_and_stops_everything(self, shop: TestShop) -> None:
        before = self.entries(shop)
        outcome = self.run(shop, self.bad)
        assert not outcome.applied
        assert self.entries(shop) == before
        plan = outcome.plan
        assert plan.read == plan.accepted + len(plan.rejected)
        line, column, reason = self.bad_place
        first = plan.rejected[0]
        assert (first.line, first.column, first.reason) == (line, column, reason)
        assert first.file == f"{self.kind}.{self.ending}"

    @pytest.mark.usefixtures("each_ending")
    def test_the_rest_goes_in_when_the_person_says_so(self, shop: TestShop) -> None:
        outcome = self.run(shop, self.bad, skip=True)
        assert outcome.applied
        assert outcome.plan.rejected
        assert outcome.plan.accepted > 0
        shop.whole()

    @pytest.mark.usefixtures("each_ending")
    def test_cancel_leaves_nothing(self, shop: TestShop) -> None:
        before = self.entries(shop)
        for after in range(4):
            try:
                self.run(shop, self.text, after=after)
            except Cancelled:
                assert self.entries(shop) == before
            else:
                break
        assert after > 0

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_every_encoding_gives_the_same(self, shop: TestShop, encoding: str) -> None:
        outcome = self.run(shop, self.text, encoding=encoding)
        assert outcome.applied
        assert outcome.plan.rejected == []

    def test_one_undo_takes_it_all_back(self, shop: TestShop) -> None:
        before = [table for table in self._counts(shop) if table[0] != "exchange_import"]
        self.run(shop, self.text)
        undo.undo(shop.shop.database, shop.owner)
        after = [table for table in self._counts(shop) if table[0] != "exchange_import"]
        # The moves back are moves as well, and no id is given twice.
        gone = {"inventory_move", "database_highest"}
        assert [t for t in after if t[0] not in gone] == [t for t in before if t[0] not in gone]
        shop.whole()

    def _counts(self, shop: TestShop) -> list[tuple[str, int]]:
        from app.rebuild import rebuild

        return sorted(rebuild(shop.shop, Untold()).tables.items())


class RecordTests(ImporterTests):
    """The same for importers of JSON, of which there are no sheets (the ending is no help)."""

    @pytest.fixture(params=["csv"])
    def each_ending(self, request: pytest.FixtureRequest) -> None:
        """As text alone."""
        self.ending = request.param


class MappedTests(ImporterTests):
    """The same for kinds that any table can be read as: these are told their kind."""

    def run(self, shop: TestShop, text: str, **told: Any) -> Outcome:
        """Import a text as a file of this kind."""
        return super().run(shop, text, **{"kind": self.kind, **told})
