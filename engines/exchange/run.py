"""Running an import: find the kind, plan, and record everything in one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from engines.database.backup import file_sha256
from engines.database.change import Actor, Change
from engines.database.collecting import uncollected
from engines.database.database import Database
from engines.database.errors import NotAllowed
from engines.database.facts import Fact
from engines.database.moments import now_us
from engines.database.sql import Connection
from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable, RowsRejected
from engines.exchange.facts import ImportApplied
from engines.exchange.formats.mapped import Mapped
from engines.exchange.importers import Group, Recall, groups_of, importer_for
from engines.exchange.mapping import remembered
from engines.exchange.mapping.rules import Mapping as TableMapping
from engines.exchange.mapping.rules import shape_of
from engines.exchange.plan import Options, Plan, Reading, merged
from engines.exchange.reading.table import Table
from engines.exchange.reading.text import Encoding, readable
from engines.identity.commands import seal_personal
from engines.identity.rights import Right
from engines.inventory import commands as inventory
from engines.inventory import queries as stock
from engines.ledger.queries import entries_count
from engines.orders import customer_commands

MOST_BYTES = 1 << 30  # of all files of an import; five times as much memory
_RECORD = 500  # facts recorded between two looks at the ticket


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import; of files of several kinds, `kind` and `encoding` list them."""

    kind: str
    encoding: str
    applied: bool
    plan: Plan
    entries: range
    read_as: tuple[Encoding, ...] = ()  # file by file, in the order in which they were read
    basis: Basis | None = None  # what a preview was worked out from


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan holds good for: so many entries in the ledger, and these very files."""

    entries: int
    files: tuple[tuple[Path, int, int], ...]  # with size and time of change


def _basis(entries: int, files: Sequence[Path]) -> Basis:
    found = []
    for file in files:
        with readable(file):
            now = file.stat()
        found.append((file, now.st_size, now.st_mtime_ns))
    return Basis(entries, tuple(found))


def preview(
    database: Database,
    actor: Actor,
    kind: str,
    files: Sequence[Path],
    options: Options,
    ticket: Ticket,
) -> Outcome:
    """Everything an import would do, without keeping any of it."""
    _refuse_too_much(files)
    groups = groups_of(kind, files, options, _recall(database))
    if len(groups) == 1:
        first = groups[0]

        def work(connection: Connection) -> tuple[Plan, Basis]:
            basis = _basis(entries_count(connection), first.files)
            return _planned(first, Reading(connection, options, ticket)), basis

        with uncollected():
            plan, basis = database.read(work)
        return replace(_outcome(groups, plan), basis=basis)
    # Orders are read against the products before them: those must stand, if only for now.
    tried = replace(options, skip_rejected=True, dry_run=True)
    return _run(database, actor, groups, tried, ticket)


def import_files(
    database: Database,
    actor: Actor,
    kind: str,
    files: Sequence[Path],
    options: Options,
    ticket: Ticket,
    previewed: Outcome | None = None,
) -> Outcome:
    """Import files, all or nothing. Raises RowsRejected unless refused rows are to be skipped.

    Everything is one change, so one undo; a file that brings nothing new changes nothing.
    `previewed` with the same kind and options spares a second reading, if since then nothing was
    recorded and the files stayed as they were.
    """
    if Right.IMPORT not in actor.rights:
        raise NotAllowed(actor.name, Right.IMPORT)
    if options.dry_run:
        return preview(database, actor, kind, files, options, ticket)
    _refuse_too_much(files)
    entries = database.read(entries_count)
    first = previewed if previewed and previewed.basis == _basis(entries, files) else None
    if first is None and _small(files):
        first = preview(database, actor, kind, files, options, ticket)
    if first and (not _news(first.plan) or options.stops(first.plan.rejected)):
        return first
    groups = groups_of(kind, files, options, _recall(database))
    outcome = _run(database, actor, groups, options, ticket, first)
    if outcome.applied:
        _remember(database, groups)
    return outcome


def table_of(database: Database, kind: str, file: Path, options: Options) -> Table:
    """A file as an import would open it, before any mapping. Raises FileUnreadable, KindUnknown."""
    importer, _ = importer_for(kind, file, options, _recall(database))
    return importer.table(file)


def _recall(database: Database) -> Recall:
    return lambda header: database.read(lambda c: remembered.recall(c, shape_of(header)))


def _remember(database: Database, groups: Sequence[Group]) -> None:
    """Keep the mappings that were used: the next file like these needs no asking."""
    for group in groups:
        layout = group.importer.layout
        mapping = group.importer.mapping if isinstance(group.importer, Mapped) else None
        if mapping is not None:
            shapes = {shape_of(layout.open(file).header) for file in group.files}
            for shape in shapes:
                database.write_derived(partial(_keep, shape=shape, mapping=mapping))


def _keep(connection: Connection, shape: str, mapping: TableMapping) -> None:
    remembered.remember(connection, shape, mapping, now_us())


def _run(
    database: Database,
    actor: Actor,
    groups: Sequence[Group],
    options: Options,
    ticket: Ticket,
    previewed: Outcome | None = None,
) -> Outcome:
    def work(change: Change) -> Plan:
        plans = []
        for group in groups:
            if previewed and previewed.basis == _basis(change.first, group.files):
                plan = previewed.plan
            else:
                plan = _planned(group, Reading(change.connection, options, ticket))
            plans.append(plan)
            if _news(plan) and not options.stops(plan.rejected):
                _record(change, group.importer.kind, group.files, plan, ticket)
                change.flush()
        whole = merged(plans)
        if options.dry_run or options.stops(whole.rejected) or not _news(whole):
            raise _Stop(whole)
        return whole

    label = "import " + _kinds(groups)
    try:
        with uncollected():
            done = database.change(actor, label, work)
    except _Stop as stop:
        return _outcome(groups, stop.plan)
    return replace(_outcome(groups, done.value), applied=True, entries=done.entries)


def _planned(group: Group, reading: Reading) -> Plan:
    """What the files of one kind come to, refused rows named by the files' own columns."""
    group.importer.fixes = reading.options.fixes
    plan = group.importer.plan(group.files, reading)
    own = group.importer.own_column
    plan.rejected = [replace(one, column=own(one.column)) for one in plan.rejected]
    return plan


def _outcome(groups: Sequence[Group], plan: Plan) -> Outcome:
    read_as = tuple(encoding for one in groups for encoding in one.encodings)
    labels = ", ".join(dict.fromkeys(one.label for one in read_as))
    return Outcome(_kinds(groups), labels, False, plan, range(0), read_as)


def _kinds(groups: Sequence[Group]) -> str:
    return "+".join(dict.fromkeys(one.importer.kind for one in groups))


class _Stop(Exception):
    """Leaves the change without keeping anything; the plan says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def _refuse_too_much(files: Sequence[Path]) -> None:
    """An import is one change and known whole before it: that has to fit into memory."""
    left = MOST_BYTES
    for file in files:
        with readable(file):
            left -= file.stat().st_size
        if left < 0:
            raise FileUnreadable(file, "too much at once")


def _small(files: Sequence[Path]) -> bool:
    """Whether reading twice is cheap: then nobody waits on the write lock for a refused file."""
    size = 0
    for file in files:
        with readable(file):
            size += file.stat().st_size
    return size < 1 << 20


def _news(plan: Plan) -> bool:
    return bool(plan.facts or plan.personal)


def _record(change: Change, kind: str, files: Sequence[Path], plan: Plan, ticket: Ticket) -> None:
    header: Fact = ImportApplied(
        id=(change.connection.value("SELECT max(id) FROM exchange_import") or 0) + 1,
        format=kind,
        files=tuple(file.name for file in files),
        sha256=tuple(_sha256(file) for file in files),
        read=plan.read,
        accepted=plan.accepted,
        rejected=len(plan.rejected),
    )
    change.record(header)
    for start in range(0, len(plan.facts), _RECORD):
        change.record_all(plan.facts[start : start + _RECORD])
        ticket.step(start, len(plan.facts))
    seal_personal(change, plan.personal, ticket)
    if plan.digests:
        customer_commands.remember_digests(change, plan.digests)
    places = stock.locations(change.connection)
    for order_id, wanted in plan.reserve if places else ():
        inventory.reserve(
            change, order_id=order_id, wanted=wanted, location_id=places[0][0], whole=False
        )


def _sha256(file: Path) -> str:
    with readable(file):
        return file_sha256(file)


def refused(outcome: Outcome, options: Options) -> RowsRejected | None:
    """The error of an import that was stopped by refused rows."""
    stopped = options.stops(outcome.plan.rejected) and not options.dry_run
    return RowsRejected(len(outcome.plan.rejected)) if stopped else None
