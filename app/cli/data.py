"""Commands that bring data in and out, and show it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import msgspec

from app import messages
from app.cli.run import DONE, PROBLEMS, Session, WrongUse
from app.lists import LISTS, each_row, page_of
from engines.catalog import queries as catalog
from engines.catalog import suppliers
from engines.database.errors import BadValue, NotAllowed, NotFound
from engines.database.money import is_currency
from engines.exchange import run as exchange
from engines.exchange.importers import kinds
from engines.exchange.mapping.rules import Mapping, from_toml
from engines.exchange.plan import Options
from engines.exchange.reading.table import Layout
from engines.exchange.reading.text import Encoding, readable
from engines.exchange.writing import write_rows
from engines.identity.rights import Right
from engines.inventory import queries as stock
from engines.ledger import body
from engines.ledger import queries as log
from engines.orders import customers
from engines.orders import queries as orders
from engines.recommend import queries as reviews


def _mapping(kind: str, file: str) -> Mapping:
    """The mapping in a TOML file, for the kind that was asked for."""
    with readable(Path(file)):
        found = from_toml(Path(file).read_text("utf-8"))
    if kind not in ("auto", found.kind):
        raise WrongUse(f"the mapping is for {found.kind}, not for {kind}")
    return found


def import_files(session: Session) -> int:
    """Import files, all or nothing."""
    given, shop = session.arguments, session.shop
    if given.kind != "auto" and given.kind not in kinds():
        raise WrongUse(f"unknown kind {given.kind}; known: auto {' '.join(kinds())}")
    mapping = _mapping(given.kind, given.mapping) if given.mapping else None
    if given.timezone and given.timezone not in available_timezones():
        raise BadValue("timezone", given.timezone, "not a time zone")
    if given.currency and not is_currency(given.currency):
        raise BadValue("currency", given.currency, "not a currency")
    options = Options(
        currency=given.currency or shop.about.currency,
        timezone=given.timezone or shop.about.timezone,
        stock="add" if given.add_stock else "set",
        skip_rejected=given.skip_rejected,
        dry_run=given.dry_run,
        mapping=mapping,
        layout=_layout(given),
    )
    files = [Path(file) for file in given.files]
    outcome = exchange.import_files(
        shop.database, session.actor(), given.kind, files, options, session.ticket
    )
    plan, language = outcome.plan, session.language
    rejected = [
        {
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "value": one.value,
            "reason": messages.reason(one.reason, language),
        }
        for one in plan.rejected
    ]
    session.printer.result(
        {
            "kind": outcome.kind,
            "encoding": outcome.encoding,
            "read_as": [_read_as(one, language) for one in outcome.read_as],
            "applied": outcome.applied,
            "read": plan.read,
            "accepted": plan.accepted,
            "rejected": rejected,
            "created": plan.created,
            "updated": plan.updated,
            "unchanged": plan.unchanged,
            "rounded": plan.rounded,
            "totals": _money(plan.totals, options.currency),
            "file_totals": _money(plan.file_totals, options.currency),
        }
    )
    stopped = exchange.refused(outcome, options)
    if stopped:
        session.printer.message(messages.say(stopped, language))
    return PROBLEMS if plan.rejected else DONE


def _layout(given: argparse.Namespace) -> Layout:
    """What was said of how the files are laid out. Raises BadValue."""
    if given.header_row is not None and given.header_row < 1:
        raise BadValue("header-row", str(given.header_row), "not a row")
    delimiter = {"tab": "\t", "\\t": "\t"}.get(given.delimiter, given.delimiter)
    return Layout(given.encoding, delimiter, given.header_row, given.sheet)


def _read_as(one: Encoding, language: str) -> dict[str, Any]:
    """How a file was read, why so, and which of its sheets were not."""
    left_out = [{"sheet": sheet.name, "hidden": sheet.hidden} for sheet in one.left_out]
    why = messages.reason(one.why, language)
    return {"encoding": one.name, "why": why, "sheet": one.sheet, "left_out": left_out}


def _money(sums: dict[str, int], currency: str) -> dict[str, Any]:
    """Sums, those that are amounts with their currency: “spend USD” is in dollars."""
    amounts = ("amount", "spent", "price", "compare", "cost", "refunded", "spend")
    shown: dict[str, Any] = {}
    for name, value in sums.items():
        what, _, own = name.partition(" ")
        amount = {"minor": value, "currency": own or currency}
        shown[name] = amount if what in amounts else value
    return shown


def export(session: Session) -> int:
    """Write a list to a file by its ending."""
    given, shop = session.arguments, session.shop
    if given.kind not in LISTS:
        raise WrongUse(f"unknown list {given.kind}; known: {' '.join(LISTS)}")
    actor = session.actor()
    if Right.EXPORT not in actor.rights:
        raise NotAllowed(actor.name, Right.EXPORT)
    file = Path(given.file)
    count = each_row(
        shop,
        actor,
        given.kind,
        lambda rows: write_rows(file, rows),
        since=given.since,
        until=given.until,
    )
    session.printer.result({"rows": count, "file": given.file})
    return DONE


def list_rows(session: Session) -> int:
    """A page of a list."""
    given = session.arguments
    if given.name not in LISTS:
        raise WrongUse(f"unknown list {given.name}; known: {' '.join(LISTS)}")
    page = page_of(
        session.shop,
        session.actor(),
        given.name,
        where=given.where,
        sort=given.sort,
        limit=max(given.limit, 1),
        after=given.after,
    )
    session.printer.result({"rows": list(page.rows), "next": page.next})
    return DONE


def show(session: Session) -> int:
    """One thing with all that hangs on it."""
    given = session.arguments
    shown: dict[str, Callable[[Session, str], dict[str, Any]]] = {
        "order": _order,
        "sku": _sku,
        "customer": _customer,
        "entry": _entry,
    }
    session.printer.result(shown[given.what](session, given.key))
    return DONE


def _personal(session: Session) -> bool:
    return Right.PERSONAL_READ in session.actor().rights


def _order(session: Session, number: str) -> dict[str, Any]:
    personal = _personal(session)

    def work(connection: Any) -> dict[str, Any]:
        key = orders.order_id(connection, number)
        order = orders.order(connection, key, personal=personal)
        entries = log.entries_about(connection, f"order:{key}")
        money = _with_currency(order.row.currency)
        found = {name: getattr(order.row, name) for name in order.row.__slots__}
        found |= {
            name: getattr(order, name)
            for name in (
                "goods_minor",
                "discount_minor",
                "shipping_minor",
                "tax_minor",
                "note",
                "cancelled_at_us",
            )
        }
        return money(found) | {
            "lines": [
                money({name: getattr(line, name) for name in line.__slots__})
                for line in order.lines
            ],
            "steps": [
                money({name: getattr(step, name) for name in step.__slots__})
                for step in order.steps
            ],
            "shown": order.shown and {"minor": order.shown.minor, "currency": order.shown.currency},
            "entries": [entry.index for entry in entries],
        }

    return session.shop.database.read(work)


def _with_currency(currency: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Turn fields called …_minor into money."""

    def turn(fields: dict[str, Any]) -> dict[str, Any]:
        return {
            name.removesuffix("_minor"): {"minor": value, "currency": currency}
            if name.endswith("_minor") and value is not None
            else value
            for name, value in fields.items()
        }

    return turn


def _fields(rows: Sequence[Any], currency: str) -> list[dict[str, Any]]:
    money = _with_currency(currency)
    return [money({name: getattr(row, name) for name in row.__slots__}) for row in rows]


def _sku(session: Session, sku: str) -> dict[str, Any]:
    personal, currency = _personal(session), session.shop.about.currency

    def work(connection: Any) -> dict[str, Any]:
        variant = catalog.variant_by_sku(connection, sku)
        levels = stock.level_rows(connection, [variant.id])
        moves = stock.moves_of(connection, variant.id, 50)
        newest = reviews.newest_of(connection, variant.product_id, 50, personal=personal)
        found = _fields([variant], currency)[0]
        return found | {
            "levels": _fields(levels, currency),
            "moves": _fields(moves, currency),
            "suppliers": [
                _fields([one], one.currency)[0]
                for one in suppliers.items_of(connection, variant.id)
            ],
            "reviews": _fields(newest, currency),
        }

    return session.shop.database.read(work)


def _customer(session: Session, ref: str) -> dict[str, Any]:
    personal, currency = _personal(session), session.shop.about.currency

    def work(connection: Any) -> dict[str, Any]:
        customer = customers.by_ref(connection, ref, personal=personal)
        return _fields([customer], currency)[0]

    return session.shop.database.read(work)


def _entry(session: Session, number: str) -> dict[str, Any]:
    if not number.isdigit():
        raise NotFound("entry", number)
    row = session.shop.database.read(lambda c: log.entry(c, int(number)))
    text = body.read(row.body)
    return {
        "index": row.index,
        "time_us": row.at_us,
        "actor": row.actor,
        "kind": row.kind,
        "change": text.change,
        "data": msgspec.json.decode(text.data),
        "body": row.body,
        "leaf": row.leaf,
    }
