"""What the search box finds: tabs, actions, orders, SKUs and products, customers, entries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.context import Context
from engines.catalog import queries as catalog
from engines.database import search
from engines.database.pages import Filter
from engines.database.sql import Connection
from engines.identity.rights import Right
from engines.ledger import queries as log
from engines.orders import customers
from engines.orders import queries as orders
from ui.actions import Action
from widgets.palette import Hit

EACH = 5


class Finder:
    """Looks things up; called in a lane."""

    def __init__(self, context: Context, actions: Sequence[Action]) -> None:
        self.context, self.actions = context, actions

    def find(self, text: str) -> list[Hit]:
        """Hits for what is typed, the surest kinds first; nothing typed lists the actions."""
        said = text.casefold()
        doing = QCoreApplication.translate("Search", "Do")
        acts = [
            Hit(doing, one.text, one.shown_keys(), f"action:{one.name}")
            for one in self.actions
            if said in one.text.casefold() and self.context.may_all(one.right)
        ]
        if not text:
            return acts
        found = self.context.shop.database.read(lambda c: self._look(c, text))
        return found + acts[:EACH]

    def _look(self, connection: Connection, text: str) -> list[Hit]:
        translate = QCoreApplication.translate
        hits: list[Hit] = []
        number = text.lstrip("#")
        keys = orders.LISTING.keys(connection, [Filter("number", "starts", number)], limit=EACH)
        for one in orders.rows(connection, keys, personal=False):
            words = f"#{one.number.lstrip('#')}"
            hits.append(Hit(translate("Search", "Order"), words, one.customer, f"order:{one.id}"))
        hits += [
            Hit(translate("Search", "Product"), one.sku, one.title, f"sku:{one.sku}")
            for one in catalog.find(connection, text, EACH)
        ]
        hits += self._customers(connection, text)
        if number.isdigit() and int(number) < log.entries_count(connection):
            words = translate("Search", "Entry {number}").format(number=number)
            hits.append(Hit(translate("Search", "Ledger"), words, "", f"entry:{number}"))
        return hits

    def _customers(self, connection: Connection, text: str) -> list[Hit]:
        if not self.context.may(Right.PERSONAL_READ):
            return []
        kind = QCoreApplication.translate("Search", "Customer")
        ids = [one.key for one in search.find(connection, text, EACH, "customer")]
        found = customers.load(connection, ids, personal=True)
        return [Hit(kind, one.name, one.ref, f"customer:{one.ref}") for one in found]
