"""Small shops for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from app.rebuild import rebuild
from app.shop import Place, Shop, found
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.change import Actor, Change
from engines.database.ticket import Untold
from engines.inventory import commands as stock
from engines.inventory import queries as levels

T = TypeVar("T")


class TestShop:
    """An open shop with its owner, and short ways to act in it."""

    __test__ = False

    def __init__(
        self, folder: Path, currency: str = "EUR", simulated: str | None = None, name: str = "Test"
    ) -> None:
        self.shop: Shop = found(
            Place(folder),
            name=name,
            currency=currency,
            timezone="Europe/Berlin",
            simulated=simulated,
        )
        owner = self.shop.acting()
        assert owner is not None
        self.owner: Actor = owner

    def do(self, work: Callable[[Change], T], label: str = "test") -> T:
        """Run a command as the owner."""
        return self.shop.database.change(self.owner, label, work).value

    def read(self, work: Callable[[Any], T]) -> T:
        """Read."""
        return self.shop.database.read(work)

    def stocked(self, sku: str = "MUG", pieces: int = 10, price_minor: int = 1250) -> int:
        """A product with pieces at location 1; returns the variant's id."""

        def work(change: Change) -> int:
            if not levels.locations(change.connection):
                stock.add_location(change, name="Main")
            product = catalog.add_product(
                change, title=sku.title(), variants=[catalog.NewVariant(sku, price_minor, 400)]
            )
            variant = products.variants_of(change.connection, product)[0].id
            if pieces:
                stock.receive(change, variant_id=variant, location_id=1, quantity=pieces)
            return variant

        return self.do(work)

    def whole(self) -> None:
        """The ledger verifies, and replay gives the same tables."""
        verdict = self.shop.verify(processes=1)
        assert verdict.ok, verdict.problems
        rebuilt = rebuild(self.shop, Untold())
        assert rebuilt.ok, rebuilt.differences

    def close(self) -> None:
        """Close the shop."""
        self.shop.close()
