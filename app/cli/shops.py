"""Commands on a whole shop."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

from app import demo as demo_shop
from app import machine
from app.cli.run import DONE, PROBLEMS, Session, WrongUse
from app.rebuild import rebuild
from app.shop import found
from engines.catalog import queries as catalog
from engines.database.backup import backup, integrity, restore
from engines.database.errors import BadValue
from engines.database.migrate import upgrade
from engines.database.moments import now_us
from engines.database.money import is_currency
from engines.inventory import queries as stock
from engines.ledger import queries as log
from engines.ledger.checkpoint import parse
from engines.ledger.note import split
from engines.orders.totals import totals


def init(session: Session) -> int:
    """Make a new, empty shop."""
    given = session.arguments
    if not is_currency(given.currency):
        raise BadValue("currency", given.currency, "not a currency")
    if given.timezone not in available_timezones():
        raise BadValue("timezone", given.timezone, "not a time zone")
    if not given.name.strip():
        raise BadValue("name", given.name, "empty")
    if given.encrypt and not session.key:
        raise WrongUse("--encrypt needs the passphrase in COUNTERFOIL_PASSPHRASE")
    key = session.key if given.encrypt else None
    shop = found(
        session.place, name=given.name, currency=given.currency, timezone=given.timezone, key=key
    )
    shop.close()
    session.printer.result({"shop": str(session.place.folder), "encrypted": bool(key)})
    return DONE


def demo(session: Session) -> int:
    """Make a demo shop."""
    shop = demo_shop.make_demo(session.place, session.arguments.size, session.ticket, session.key)
    try:
        counted = shop.database.read(totals)
    finally:
        shop.close()
    session.printer.result(
        {
            "shop": str(session.place.folder),
            "orders": counted.orders,
            "lines": counted.lines,
            "simulated": demo_shop.SIMULATED,
        }
    )
    return DONE


def stats(session: Session) -> int:
    """Counts and totals of the shop."""
    database = session.shop.database
    counted = database.read(totals)
    head = database.read(log.head)
    root = parse(split(head.note)[0]).root.hex() if head else ""
    session.printer.result(
        {
            "orders": counted.orders,
            "lines": counted.lines,
            "units": counted.units,
            "skus": database.read(lambda c: catalog.LISTING.count(c, ())),
            "customers": counted.customers,
            "stock_units": database.read(stock.pieces_on_hand),
            "gross": counted.gross,
            "net": counted.net,
            "refunded": counted.refunded,
            "clicks": 0,
            "tickets": 0,
            "entries": database.read(log.entries_count),
            "root": root,
        }
    )
    return DONE


def backup_to(session: Session) -> int:
    """Copy the shop."""
    place, file = session.shop.place, Path(session.arguments.file)
    copied = backup(place.database, file, session.key, session.ticket)
    machine.note_backup(place, now_us())
    session.printer.result({"ok": True, "bytes": copied.bytes, "sha256": copied.sha256})
    return DONE


def restore_from(session: Session) -> int:
    """Put a backup in place. The signing key comes from where the shop's key was kept."""
    file = Path(session.arguments.file)
    copied = restore(file, session.place.database, session.key, session.ticket)
    session.printer.result({"ok": True, "bytes": copied.bytes, "sha256": copied.sha256})
    return DONE


def migrate(session: Session) -> int:
    """Bring the shop to the newest schema."""
    had = upgrade(session.place.database, session.key)
    session.printer.result({"ok": True, "from": had})
    return DONE


def check(session: Session) -> int:
    """SQLite's own check of the file."""
    problems = integrity(session.shop.place.database, session.key)
    size = session.shop.place.database.stat().st_size
    session.printer.result({"ok": not problems, "bytes": size, "problems": problems})
    return PROBLEMS if problems else DONE


def rebuild_check(session: Session) -> int:
    """Replay the ledger into a scratch database and compare every table."""
    outcome = rebuild(session.shop, session.ticket)
    session.printer.result(
        {"ok": outcome.ok, "tables": outcome.tables, "differences": outcome.differences}
    )
    return DONE if outcome.ok else PROBLEMS
