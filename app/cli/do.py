"""Business commands by name, and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app import undo as undoing
from app.cli.run import DONE, Session, WrongUse
from app.undo import NothingToUndo
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.change import Change
from engines.database.errors import BadValue, NotFound
from engines.database.money import exponent
from engines.exchange.reading.cells import parse_money
from engines.inventory import commands as stock
from engines.inventory import queries as levels
from engines.orders import commands as orders
from engines.orders import queries as order_queries


@dataclass(frozen=True)
class Act:
    """A business command: the arguments it takes (optional ones in brackets), and what it does."""

    arguments: str
    label: str
    run: Callable[[Change, Session, list[str]], Any]

    @property
    def needed(self) -> int:
        """How many arguments it cannot do without."""
        return sum(1 for one in self.arguments.split() if not one.startswith("["))


def _whole(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadValue(name, text, "not a whole number") from error


def _amount(session: Session, text: str) -> int:
    try:
        return parse_money(text, exponent(session.shop.about.currency))
    except ValueError as error:
        raise BadValue("amount", text, str(error)) from error


def _sku(change: Change, sku: str) -> int:
    return products.variant_by_sku(change.connection, sku).id


def _location(change: Change, given: Sequence[str], place: int) -> int:
    """The location named at `place`, or the shop's first. Raises NotFound."""
    known = levels.locations(change.connection)
    if len(given) <= place:
        if not known:
            raise NotFound("location", "")
        return known[0][0]
    for key, name in known:
        if given[place] in (name, str(key)):
            return key
    raise NotFound("location", given[place])


def _order(change: Change, number: str) -> int:
    return order_queries.order_id(change.connection, number)


def _receive(change: Change, session: Session, given: list[str]) -> int:
    return stock.receive(
        change,
        variant_id=_sku(change, given[0]),
        quantity=_whole("quantity", given[1]),
        location_id=_location(change, given, 2),
        unit_cost_minor=_amount(session, given[3]) if len(given) > 3 else None,
    )


def _move(change: Change, _session: Session, given: list[str]) -> int:
    return stock.move(
        change,
        variant_id=_sku(change, given[0]),
        quantity=_whole("quantity", given[1]),
        source_id=_location(change, given, 2),
        target_id=_location(change, given, 3),
    )


def _adjust(change: Change, _session: Session, given: list[str]) -> int:
    return stock.adjust(
        change,
        variant_id=_sku(change, given[0]),
        quantity=_whole("quantity", given[1]),
        note=given[2],
        location_id=_location(change, given, 3),
    )


def _count(change: Change, _session: Session, given: list[str]) -> int:
    return stock.count(
        change,
        variant_id=_sku(change, given[0]),
        counted=_whole("quantity", given[1]),
        location_id=_location(change, given, 2),
    )


def _ship(change: Change, _session: Session, given: list[str]) -> int:
    pieces = tuple(
        orders.Pieces(_whole("line", line), _whole("quantity", quantity))
        for line, _, quantity in (one.partition("=") for one in given[1:] if "=" in one)
    )
    parcel = orders.Parcel(pieces)
    return orders.ship(
        change,
        order_id=_order(change, given[0]),
        location_id=_location(change, [], 0),
        parcel=parcel,
    )


def _place(change: Change, session: Session, given: list[str]) -> int:
    lines = [
        orders.NewLine(sku, _whole("quantity", quantity or "1"))
        for sku, _, quantity in (
            one.rpartition("=") if "=" in one else (one, "", "1") for one in given[1:]
        )
    ]
    return orders.place(
        change,
        number=given[0],
        lines=lines,
        currency=session.shop.about.currency,
        location_id=_location(change, [], 0),
    )


def _pay(change: Change, session: Session, given: list[str]) -> int:
    return orders.pay(
        change,
        order_id=_order(change, given[0]),
        amount_minor=_amount(session, given[1]),
        method=given[2] if len(given) > 2 else "other",
    )


def _cancel(change: Change, _session: Session, given: list[str]) -> int:
    return orders.cancel(change, order_id=_order(change, given[0]), reason=given[1])


def _refund(change: Change, session: Session, given: list[str]) -> int:
    return orders.refund(
        change,
        order_id=_order(change, given[0]),
        amount_minor=_amount(session, given[1]),
        reason=given[2],
    )


def _note(change: Change, _session: Session, given: list[str]) -> int:
    return orders.note(change, order_id=_order(change, given[0]), text=given[1])


def _add_product(change: Change, session: Session, given: list[str]) -> int:
    cost = _amount(session, given[3]) if len(given) > 3 else None
    variant = catalog.NewVariant(given[0], _amount(session, given[2]), cost)
    return catalog.add_product(change, title=given[1], variants=[variant])


def _price(change: Change, session: Session, given: list[str]) -> None:
    variant = products.variant_by_sku(change.connection, given[0])
    catalog.edit_variant(
        change,
        variant_id=variant.id,
        version=variant.version,
        price_minor=_amount(session, given[1]),
    )


ACTS: dict[str, Act] = {
    "add-product": Act("SKU TITLE PRICE [COST]", "add product", _add_product),
    "price": Act("SKU PRICE", "change price", _price),
    "add-location": Act(
        "NAME", "add location", lambda c, _s, given: stock.add_location(c, name=given[0])
    ),
    "receive": Act("SKU QUANTITY [LOCATION] [UNIT_COST]", "receive stock", _receive),
    "move": Act("SKU QUANTITY FROM TO", "move stock", _move),
    "adjust": Act("SKU DIFFERENCE REASON [LOCATION]", "adjust stock", _adjust),
    "count": Act("SKU COUNTED [LOCATION]", "count stock", _count),
    "place": Act("NUMBER SKU=QUANTITY […]", "place order", _place),
    "pay": Act("ORDER AMOUNT [METHOD]", "note payment", _pay),
    "ship": Act("ORDER [LINE=QUANTITY…]", "ship order", _ship),
    "cancel": Act("ORDER REASON", "cancel order", _cancel),
    "refund": Act("ORDER AMOUNT REASON", "refund order", _refund),
    "note": Act("ORDER TEXT", "note order", _note),
}


def run(session: Session) -> int:
    """One business command, or the list of them."""
    given = session.arguments
    if given.listing or not given.act:
        rows = [{"command": name, "arguments": act.arguments} for name, act in ACTS.items()]
        session.printer.result({"commands": rows})
        return DONE
    act = ACTS.get(given.act)
    if act is None:
        raise WrongUse(f"unknown command {given.act}; see do --list")
    if len(given.rest) < act.needed:
        raise WrongUse(f"do {given.act} {act.arguments}")
    done = session.shop.database.change(
        session.actor(), act.label, lambda change: act.run(change, session, given.rest)
    )
    session.printer.result({"entries": list(done.entries), "result": done.value})
    return DONE


def undo(session: Session) -> int:
    """Take back the last changes of the person."""
    return _steps(session, undoing.undo)


def redo(session: Session) -> int:
    """Repeat what was taken back last."""
    return _steps(session, undoing.redo)


def _steps(session: Session, act: Callable[..., Any]) -> int:
    labels: list[str] = []
    for _ in range(max(session.arguments.steps, 1)):
        try:
            labels.append(act(session.shop.database, session.actor()).value)
        except NothingToUndo:
            if not labels:
                raise
            break
    session.printer.result({"undone": labels})
    return DONE
