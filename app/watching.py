"""A folder whose files are imported as they come, each by its kind or its remembered mapping."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.shop import Shop
from engines.database.change import Actor
from engines.database.errors import CounterfoilError
from engines.database.ticket import Ticket
from engines.exchange.plan import Options
from engines.exchange.run import Outcome, import_files, refused

IMPORTED = "imported"  # where files go that are in; what was refused stays where it is
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".json", ".parquet")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file is still being written, or was changed: size and time."""

    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was tried: what came of it, and why it stays where it is (None: it is in)."""

    file: Path
    outcome: Outcome | None
    error: CounterfoilError | None


class Watch:
    """Looks at a folder again and again; a file is due when it stood still between two looks."""

    def __init__(self, folder: Path) -> None:
        """Nothing has been seen yet."""
        self.folder = folder
        self._seen: dict[Path, Stamp] = {}
        self._tried: dict[Path, Stamp] = {}

    def due(self) -> list[Path]:
        """Files to import now, by name. A folder that is gone holds none."""
        now: dict[Path, Stamp] = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    hidden = entry.name.startswith((".", "~"))
                    if entry.is_file() and not hidden and entry.name.lower().endswith(ENDINGS):
                        found = entry.stat()
                        now[Path(entry.path)] = Stamp(found.st_size, found.st_mtime_ns)
        except OSError:
            return []
        still = [path for path, stamp in now.items() if self._seen.get(path) == stamp]
        self._seen = now
        return sorted(path for path in still if self._tried.get(path) != now[path])

    def take(self, shop: Shop, actor: Actor, file: Path, ticket: Ticket) -> Taken:
        """Import one file; it is not tried again until it changes. Raises Cancelled."""
        stamp = self._seen.get(file)
        if stamp is not None:
            self._tried[file] = stamp
        options = Options(shop.about.currency, shop.about.timezone)
        try:
            outcome = import_files(shop.database, actor, "auto", [file], options, ticket)
        except CounterfoilError as error:
            return Taken(file, None, error)
        stopped = refused(outcome, options)
        if stopped is None:
            _put_away(file)
        return Taken(file, outcome, stopped)


def _put_away(file: Path) -> None:
    """Beside the folder's own files, under a name that is free; where it cannot go, it stays."""
    target, number = file.parent / IMPORTED / file.name, 1
    try:
        target.parent.mkdir(exist_ok=True)
        while target.exists():
            number += 1
            target = target.with_name(f"{file.stem} ({number}){file.suffix}")
        file.rename(target)
    except OSError:
        return
