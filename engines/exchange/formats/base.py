"""What every importer is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import ColumnTwice, WrongKind
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.reading.fixed import FixedTable, Fixes
from engines.exchange.reading.table import Layout, Table


class Importer(ABC):
    """Reads files of one kind into a plan. The conformance suite says what each must keep."""

    kind: ClassVar[str]
    # Field → spellings of its column. `required` fields make a file one of this kind.
    names: ClassVar[Mapping[str, Sequence[str]]]
    required: ClassVar[Sequence[str]]
    fixes: Fixes | None = None  # cells that were corrected by hand

    def __init__(self, layout: Layout | None = None) -> None:
        """`layout`: what a person says of how the files are laid out."""
        self.layout = layout or Layout()

    @classmethod
    def matches(cls, header: Sequence[str]) -> int:
        """How many columns of the header are ours; 0 when a required one is missing."""
        columns = Columns(header, cls.names)
        if any(name not in columns for name in cls.required):
            return 0
        return len(columns.place)

    def table(self, path: Path) -> Table:
        """The table in a file, with what was corrected by hand. Raises FileUnreadable."""
        table = self.layout.open(path, lambda header: self.matches(header) > 0)
        return FixedTable(table, self.fixes) if self.fixes and self.fixes.cells else table

    def open(self, path: Path) -> tuple[Table, Columns]:
        """Open a file of this kind. Raises FileUnreadable, WrongKind, ColumnTwice."""
        table = self.table(path)
        columns = Columns(table.header, self.names)
        missing = tuple(self.names[name][0] for name in self.required if name not in columns)
        if missing:
            raise WrongKind(path, self.kind, missing)
        if columns.twice:
            raise ColumnTwice(path, table.header_line, columns.twice[0])
        return table, columns

    def own_column(self, column: str) -> str:
        """What the file calls a column of ours, to name the place of a refused cell."""
        return column

    @abstractmethod
    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read the files whole. Raises FileUnreadable, WrongKind, ColumnTwice, Cancelled."""
