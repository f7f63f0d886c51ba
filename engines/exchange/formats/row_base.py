"""What importers of simple tables share: each row is one thing, told to a planner."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from engines.exchange.errors import CellError
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields, RowFields


class RowPlanner(Protocol):
    """Takes rows one by one."""

    def tell(self, fields: Fields) -> None:
        """Add a row to the sums of the file, as it stands there."""

    def take(self, fields: Fields) -> None:
        """Take a row. Raises CellError."""

    def finish(self) -> None:
        """Put facts and sums into the plan."""


class RowImporter(Importer):
    """Reads tables row by row."""

    @abstractmethod
    def planner(self, reading: Reading, plan: Plan) -> RowPlanner:
        """Who takes the rows."""

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read rows whole and compare them with the shop."""
        plan = Plan()
        planner = self.planner(reading, plan)
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                fields = RowFields(columns, row)
                planner.tell(fields)
                try:
                    columns.check(row)
                    planner.take(fields)
                except CellError as error:
                    plan.refuse(file, line, error)
        planner.finish()
        return plan
