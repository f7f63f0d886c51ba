"""Undo and redo of saved changes: the inverse commands, appended as new entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.inverses import INVERSE, RIGHT
from engines.catalog import commands as catalog
from engines.catalog.facts import ProductsWithdrawn
from engines.database import undo_stack
from engines.database.change import Actor, Change
from engines.database.database import Database, Done
from engines.database.entries import Recorded
from engines.database.errors import CounterfoilError
from engines.database.sql import Connection
from engines.database.undo_stack import Step, Undoable
from engines.identity.facts import PersonalDataErased, PersonalDataWithdrawn
from engines.ledger import queries as ledger
from engines.orders import commands as orders
from engines.orders.facts import OrdersWithdrawn


@dataclass
class NothingToUndo(CounterfoilError):
    """The person has no change that still stands (or none taken back, for redo)."""

    redo: bool


@dataclass
class CannotUndo(CounterfoilError):
    """A change holds something that cannot be taken back; `kind` says which fact."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Next:
    """What undo would act on, and whether it can."""

    label: str
    possible: bool


def next_undo(database: Database, actor: Actor) -> Next | None:
    """The person's newest change that still stands; None when there is none."""
    inverted = {fact.kind for fact in INVERSE} | {OrdersWithdrawn.kind, ProductsWithdrawn.kind}

    def look(connection: Connection) -> Next | None:
        target = undo_stack.to_undo(connection, actor.name)
        if target is None:
            return None
        kinds = ledger.kinds_between(connection, target.first, target.last)
        return Next(target.label, kinds <= inverted)

    return database.read(look)


def next_redo(database: Database, actor: Actor) -> str | None:
    """The label of what was taken back last; None when there is nothing."""
    target = database.read(lambda connection: undo_stack.to_redo(connection, actor.name))
    return None if target is None else target.label


def undo(database: Database, actor: Actor) -> Done[str]:
    """Take back the person's newest change. Raises NothingToUndo, CannotUndo, RowChanged …"""
    return _reverse(database, actor, undo_stack.to_undo, "undone", "undo")


def redo(database: Database, actor: Actor) -> Done[str]:
    """Repeat what was taken back last. Raises NothingToUndo, CannotUndo, RowChanged …"""
    return _reverse(database, actor, undo_stack.to_redo, "done", "redo")


def _reverse(
    database: Database,
    actor: Actor,
    find: Callable[[Connection, str], Undoable | None],
    state: str,
    word: str,
) -> Done[str]:
    target = database.read(lambda connection: find(connection, actor.name))
    if target is None:
        raise NothingToUndo(redo=word == "redo")

    def work(change: Change) -> str:
        facts = ledger.facts_between(change.connection, database.book, target.first, target.last)
        for batch in _batches(facts):
            kind = type(batch[0].fact)
            inverse, right = INVERSE.get(kind), RIGHT.get(kind)
            if right is not None:
                change.require(right)
            # Undone imports of older programs have it as an erasure.
            if word == "redo" and kind in (PersonalDataErased, PersonalDataWithdrawn):
                continue  # destroyed with the undo of its customer: it does not come back
            if isinstance(batch[0].fact, OrdersWithdrawn | ProductsWithdrawn):
                _bring_back(change, batch)
                continue
            if inverse is None:
                raise CannotUndo(target.label, batch[0].fact.kind)
            inverse(change, batch)
        return target.label

    return database.change(actor, f"{word}: {target.label}", work, undo=Step(target.id, state))


def _bring_back(change: Change, batch: Sequence[Recorded[Any]]) -> None:
    """Record once more what had been withdrawn, as the entries of its arrival have it."""
    for one in batch:
        fact = one.fact
        if isinstance(fact, OrdersWithdrawn):
            wanted = [("order_placed", f"order:{key}") for key in fact.order_ids]
            orders.undo_withdrawn(change, _arrivals(change, wanted, one.index))
        elif fact.variant_ids:
            raise CannotUndo(change.label, fact.kind)
        else:
            wanted = [("product_added", f"product:{key}") for key in fact.product_ids]
            catalog.undo_products_withdrawn(change, _arrivals(change, wanted, one.index))


def _arrivals(change: Change, wanted: Sequence[tuple[str, str]], before: int) -> list[Any]:
    """The newest fact of each kind about each thing before entry `before`, in a fixed order."""
    find = partial(ledger.newest_fact, change.connection, change.book, before=before)
    return sorted((find(*one) for one in wanted), key=lambda fact: fact.subject or "")


def _batches(facts: Sequence[Recorded[Any]]) -> list[list[Recorded[Any]]]:
    """Runs of one type, the newest first."""
    batches: list[list[Recorded[Any]]] = []
    for one in reversed(facts):
        if batches and type(batches[-1][0].fact) is type(one.fact):
            batches[-1].append(one)
        else:
            batches.append([one])
    return batches
