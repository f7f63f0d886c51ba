"""Running an import: find the kind, plan, and record everything in one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engines.database.backup import file_sha256
from engines.database.change import Actor, Change
from engines.database.database import Database
from engines.database.errors import NotAllowed
from engines.database.facts import Fact
from engines.database.ticket import Ticket
from engines.exchange.errors import FileUnreadable, KindUnknown, NothingKept, RowsRejected
from engines.exchange.facts import ImportApplied
from engines.exchange.formats.base import Importer
from engines.exchange.formats.json_base import JsonImporter
from engines.exchange.formats.not_kept import not_kept
from engines.exchange.formats.online_retail import OnlineRetail
from engines.exchange.formats.shopify_customers import ShopifyCustomers
from engines.exchange.formats.shopify_customers_json import ShopifyCustomerRecords
from engines.exchange.formats.shopify_inventory import ShopifyInventory
from engines.exchange.formats.shopify_orders import ShopifyOrders
from engines.exchange.formats.shopify_orders_json import ShopifyOrderRecords
from engines.exchange.formats.shopify_products import ShopifyProducts
from engines.exchange.formats.shopify_products_json import (
    ShopifyProductRecords,
    ShopifyVariantRecords,
)
from engines.exchange.formats.shopify_stock_json import ShopifyStockRecords
from engines.exchange.formats.woocommerce_customers_json import WooCommerceCustomers
from engines.exchange.formats.woocommerce_orders_json import WooCommerceOrders
from engines.exchange.formats.woocommerce_products import WooCommerceProducts
from engines.exchange.formats.woocommerce_products_json import WooCommerceProductRecords
from engines.exchange.formats.woocommerce_refunds_json import WooCommerceRefunds
from engines.exchange.plan import Options, Plan, Reading, merged
from engines.exchange.reading.records import Records
from engines.exchange.reading.table import open_table
from engines.exchange.reading.text import readable
from engines.identity.commands import seal_personal
from engines.identity.rights import Right
from engines.inventory import commands as inventory
from engines.inventory import queries as stock
from engines.orders import customer_commands

# In the order in which they build on each other: files of several kinds are imported so.
IMPORTERS: tuple[type[Importer], ...] = (
    ShopifyProducts,
    WooCommerceProducts,
    WooCommerceProductRecords,
    ShopifyProductRecords,
    ShopifyVariantRecords,
    ShopifyInventory,
    ShopifyStockRecords,
    ShopifyCustomers,
    ShopifyCustomerRecords,
    WooCommerceCustomers,
    ShopifyOrders,
    ShopifyOrderRecords,
    WooCommerceOrders,
    WooCommerceRefunds,
    OnlineRetail,
)
_RECORD = 500  # facts recorded between two looks at the ticket


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import; of files of several kinds, `kind` and `encoding` list them."""

    kind: str
    encoding: str
    applied: bool
    plan: Plan
    entries: range


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one kind, and who reads them."""

    importer: Importer
    encodings: tuple[str, ...]
    files: tuple[Path, ...]


def kinds() -> list[str]:
    """The kinds that can be imported."""
    return list(dict.fromkeys(importer.kind for importer in IMPORTERS))


def importer_for(kind: str, path: Path) -> tuple[Importer, str]:
    """The importer of a kind (or the best for `auto`), and the file's encoding.

    Raises KindUnknown, FileUnreadable.
    """
    try:
        table = open_table(path)
    except FileUnreadable as error:
        if error.reason == "parquet" and kind in ("auto", OnlineRetail.kind):
            return OnlineRetail(), "Parquet"
        raise
    known = [one for one in IMPORTERS if kind in ("auto", one.kind)]
    if kind == "auto" and not isinstance(table, Records):
        known = [one for one in known if not issubclass(one, JsonImporter)]
    best = max(known, key=lambda one: one.matches(table.header))
    if isinstance(table, Records) and not best.matches(table.header):
        what = not_kept(table.header)
        if what is not None:
            raise NothingKept(path, what)
    if kind == "auto" and not best.matches(table.header):
        raise KindUnknown(path, table.header)
    return best(), table.encoding.name


def groups_of(kind: str, files: Sequence[Path]) -> list[Group]:
    """The files by what reads them, in the order in which they are to be read.

    Raises KindUnknown, FileUnreadable.
    """
    found: dict[type[Importer], list[tuple[Importer, str, Path]]] = {}
    for path in files:
        importer, encoding = importer_for(kind, path)
        found.setdefault(type(importer), []).append((importer, encoding, path))
    return [
        Group(
            found[one][0][0],
            tuple(dict.fromkeys(encoding for _, encoding, _ in found[one])),
            tuple(path for _, _, path in found[one]),
        )
        for one in IMPORTERS
        if one in found
    ]


def preview(
    database: Database,
    actor: Actor,
    kind: str,
    files: Sequence[Path],
    options: Options,
    ticket: Ticket,
) -> Outcome:
    """Everything an import would do, without keeping any of it."""
    groups = groups_of(kind, files)
    if len(groups) == 1:
        first = groups[0]
        plan = database.read(lambda c: first.importer.plan(files, Reading(c, options, ticket)))
        return _outcome(groups, plan)
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
) -> Outcome:
    """Import files, all or nothing. Raises RowsRejected unless refused rows are to be skipped.

    Everything is one change, so one undo; a file that brings nothing new changes nothing.
    """
    if Right.IMPORT not in actor.rights:
        raise NotAllowed(actor.name, Right.IMPORT)
    if options.dry_run:
        return preview(database, actor, kind, files, options, ticket)
    first = preview(database, actor, kind, files, options, ticket) if _small(files) else None
    if first and (not _news(first.plan) or (first.plan.rejected and not options.skip_rejected)):
        return first
    return _run(database, actor, groups_of(kind, files), options, ticket)


def _run(
    database: Database, actor: Actor, groups: Sequence[Group], options: Options, ticket: Ticket
) -> Outcome:
    def work(change: Change) -> Plan:
        plans = []
        for group in groups:
            plan = group.importer.plan(group.files, Reading(change.connection, options, ticket))
            plans.append(plan)
            if _news(plan) and (options.skip_rejected or not plan.rejected):
                _record(change, group.importer.kind, group.files, plan, ticket)
                change.flush()
        whole = merged(plans)
        refused = whole.rejected and not options.skip_rejected
        if options.dry_run or refused or not _news(whole):
            raise _Stop(whole)
        return whole

    label = "import " + _kinds(groups)
    try:
        done = database.change(actor, label, work)
    except _Stop as stop:
        return _outcome(groups, stop.plan)
    return replace(_outcome(groups, done.value), applied=True, entries=done.entries)


def _outcome(groups: Sequence[Group], plan: Plan) -> Outcome:
    encodings = dict.fromkeys(name for one in groups for name in one.encodings)
    return Outcome(_kinds(groups), ", ".join(encodings), applied=False, plan=plan, entries=range(0))


def _kinds(groups: Sequence[Group]) -> str:
    return "+".join(dict.fromkeys(one.importer.kind for one in groups))


class _Stop(Exception):
    """Leaves the change without keeping anything; the plan says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


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
    seal_personal(change, plan.personal)
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
    stopped = outcome.plan.rejected and not (options.skip_rejected or options.dry_run)
    return RowsRejected(len(outcome.plan.rejected)) if stopped else None
