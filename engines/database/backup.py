"""Online backup and restore: a consistent copy while others read and write."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from engines.database.connection import connect, inspect, plain_errors
from engines.database.errors import DatabaseDamaged, DatabaseExists, FileNotWritable
from engines.database.files import SIDECARS, beside, plain_files
from engines.database.ticket import Ticket, Untold

_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Copied:
    """A finished copy: its size in bytes and the SHA-256 of the file, in hex."""

    bytes: int
    sha256: str


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def backup(path: Path, target: Path, key: str | None, ticket: Ticket | None = None) -> Copied:
    """Copy the shop at `path` into the new file `target` (encrypted if the shop is).

    The copy is made beside the target under another name and renamed when whole.
    Raises DatabaseExists when `target` is there already, DatabaseReadOnly, DiskFull and
    FileNotWritable where it cannot be written, Cancelled through the ticket.
    """
    for there in (target, *(beside(target, suffix) for suffix in SIDECARS)):
        # A log left beside a file that is gone would be folded into the new one.
        if there.exists():
            raise DatabaseExists(there)
    if not target.parent.is_dir():
        raise FileNotWritable(target, "no folder")
    told = ticket or Untold()
    part = target.with_name(target.name + ".part")
    with plain_files(target):
        _remove(part)
        try:
            _copy_whole(path, part, target, key, told)
            if target.exists():  # somebody else's, come while we copied
                raise DatabaseExists(target)
            part.replace(target)
        finally:
            _remove(part)
    return Copied(target.stat().st_size, file_sha256(target))


def _remove(part: Path) -> None:
    for suffix in ("", *SIDECARS):
        beside(part, suffix).unlink(missing_ok=True)


def _copy_whole(path: Path, part: Path, target: Path, key: str | None, ticket: Ticket) -> None:
    try:
        with plain_errors(target):
            _copy(path, part, key, ticket)
    except DatabaseDamaged as error:
        # What is new cannot be damaged: it is what is copied.
        raise DatabaseDamaged(path, error.detail) from error


def _copy(path: Path, part: Path, key: str | None, ticket: Ticket) -> None:
    source = connect(path, key, writes=False)
    copy = connect(part, key, writes=True)
    try:
        copy.execute("PRAGMA journal_mode = DELETE")
        # One snapshot for the whole copy: without it each commit of others makes it begin anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(
            copy,
            pages=_PAGES,
            progress=lambda _status, left, total: ticket.step(total - left, total),
        )
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
        source.close()


def restore(copy: Path, target: Path, key: str | None, ticket: Ticket | None = None) -> Copied:
    """Put the backup `copy` in place as the new shop file `target`, after checking it whole.

    Raises DatabaseExists when a shop is there already, DatabaseDamaged when the copy is not whole.
    """
    inspect(copy, key)
    problems = integrity(copy, key)
    if problems:
        raise DatabaseDamaged(copy, problems[0])
    with plain_files(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    return backup(copy, target, key, ticket)


def integrity(path: Path, key: str | None) -> list[str]:
    """What SQLite's own integrity check says is wrong with the file; empty when it is whole."""
    with plain_errors(path):
        connection = connect(path, key, writes=False)
        try:
            rows = connection.execute("PRAGMA integrity_check").fetchall()
        finally:
            connection.close()
    return [row[0] for row in rows if row[0] != "ok"]
