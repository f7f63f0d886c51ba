"""What importers of JSON share: a record is a row, counted, checked and refused as one."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

from engines.exchange.errors import CellError, WrongKind
from engines.exchange.formats.base import Importer
from engines.exchange.formats.parts import Part
from engines.exchange.plan import Columns, Plan, Reading
from engines.exchange.reading.fixed import correct
from engines.exchange.reading.records import Record, Records


class JsonImporter(Importer):
    """Reads one kind of record. Several importers may share a `kind` of file."""

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read records whole and compare them with the shop."""
        plan = Plan()
        self.begin(reading, plan)
        seen: set[bytes] = set()
        for file in files:
            for record in self._records(file, reading):
                plan.read += 1
                # The same answer saved twice, or a delivery that was repeated, is no conflict.
                digest = _digest(record)
                if digest in seen:
                    plan.unchanged += 1
                    continue
                try:
                    if not self.is_ours(record):
                        raise CellError(record.name, _names(record), "another record")
                    self.take(file, record, Part(record.fields, record.place))
                except CellError as error:
                    plan.refuse(file, record.line, error)
                else:
                    seen.add(digest)
        self.finish()
        return plan

    def is_ours(self, record: Record) -> bool:
        """Whether a record is one of those that this importer reads."""
        return all(self.names[name][0] in record.fields for name in self.required)

    def _records(self, file: Path, reading: Reading) -> Iterator[Record]:
        table = self.layout.open(file)
        if not isinstance(table, Records) or not self.matches(table.header):
            columns = Columns(table.header, self.names)
            missing = tuple(self.names[name][0] for name in self.required if name not in columns)
            raise WrongKind(file, self.kind, missing)
        corrected = self.fixes.of(file.name) if self.fixes else {}
        for record in table.records(reading.ticket):
            if record.line in corrected:
                correct(record, corrected[record.line])
            yield record

    @abstractmethod
    def begin(self, reading: Reading, plan: Plan) -> None:
        """Get ready for the first record."""

    @abstractmethod
    def take(self, file: Path, record: Record, part: Part) -> None:
        """Take a record. Raises CellError."""

    @abstractmethod
    def finish(self) -> None:
        """Put the facts and sums into the plan."""


def _digest(record: Record) -> bytes:
    told = repr((record.deleted, record.value)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=16).digest()


def _names(record: Record) -> str:
    return ", ".join(list(record.fields)[:6])
