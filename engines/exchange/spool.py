"""All rows of a file, on disk, so that any of them can be shown however many there are."""

from __future__ import annotations

import tempfile
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import IO

from engines.database.ticket import Ticket
from engines.exchange.reading.table import Row, Table

_REPORT = 4_096
_BETWEEN = "\0"
LONGEST = 2_000  # characters of a cell that are kept to be shown


class Spool:
    """Rows by their number from 0, in a temporary file that goes when this is closed.

    In memory it takes 16 bytes a row: where each is written, and on which line of its file it is.
    """

    def __init__(self, table: Table, ticket: Ticket) -> None:
        """Read the whole table. Raises FileUnreadable, Cancelled."""
        self.header = table.header
        self.name = table.path.name
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - see close
        self._lock = threading.Lock()
        self._starts, self._lines = array("Q"), array("Q")
        try:
            self._fill(table, ticket)
        except BaseException:
            self.close()
            raise

    def _fill(self, table: Table, ticket: Ticket) -> None:
        at, write = 0, self._file.write
        for line, cells in table.rows(ticket):
            self._lines.append(line)
            self._starts.append(at)
            text = _BETWEEN.join([cell[:LONGEST].replace(_BETWEEN, "\ufffd") for cell in cells])
            at += write(text.encode("utf-8", "replace"))  # what bad bytes became cannot be shown
        self._starts.append(at)

    def __len__(self) -> int:
        return len(self._lines)

    def rows(self, first: int, count: int) -> list[Row]:
        """Up to `count` rows from number `first`: the line of each in its file, and its cells."""
        end = min(first + count, len(self))
        if first >= end:
            return []
        start = self._starts[first]
        with self._lock:  # a search may be reading elsewhere
            self._file.seek(start)
            data = self._file.read(self._starts[end] - start)
        places = [place - start for place in self._starts[first : end + 1]]
        return [
            (line, data[begin:stop].decode().split(_BETWEEN))
            for line, begin, stop in zip(self._lines[first:end], places, places[1:], strict=False)
        ]

    def numbers(self, lines: Iterable[int]) -> Sequence[int]:
        """The numbers of the rows that stand on these lines of the file, in order."""
        places = {bisect_left(self._lines, line) for line in lines}
        return array("Q", sorted(place for place in places if place < len(self)))

    def matching(self, text: str, ticket: Ticket) -> Sequence[int]:
        """The numbers of the rows in which some cell holds `text`. Raises Cancelled."""
        wanted, found = text.casefold(), array("Q")
        for first in range(0, len(self), _REPORT):
            ticket.step(first, len(self))
            for number, (_, cells) in enumerate(self.rows(first, _REPORT), first):
                if wanted in "\n".join(cells).casefold():
                    found.append(number)
        return found

    def close(self) -> None:
        """Forget the rows."""
        self._file.close()
