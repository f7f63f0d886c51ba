"""Small shops for tests."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from app.facts import fact_book
from app.rebuild import business_tables, rebuild
from app.shop import Place, Shop, found
from engines.catalog import commands as catalog
from engines.catalog import queries as products
from engines.database.change import Actor, Change
from engines.database.database import Database, Writing
from engines.database.moments import now_us
from engines.database.sql import names
from engines.database.ticket import Untold
from engines.identity.rights import rights_of
from engines.inventory import commands as stock
from engines.inventory import queries as levels
from engines.ledger import keys
from engines.ledger.recorder import LedgerRecorder

T = TypeVar("T")


def actor(role: str, name: str | None = None) -> Actor:
    """Somebody with the rights of a role, named after it."""
    return Actor(name or role, rights_of(role))


@cache
def _template(currency: str, simulated: str | None, name: str) -> Path:
    """A shop founded once in this process: making a schema takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="counterfoil-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    found(
        Place(folder / "shop"),
        name=name,
        currency=currency,
        timezone="Europe/Berlin",
        simulated=simulated,
    ).close()
    return folder / "shop"


def add_mugs(change: Change, count: int) -> None:
    """MUG-00 and so on at 10.00, 10.01 …, five pieces each at location 1."""
    for number in range(count):
        new = catalog.NewVariant(f"MUG-{number:02}", 1000 + number, 400)
        product = catalog.add_product(change, title=f"Mug {number}", variants=[new])
        key = products.variants_of(change.connection, product)[0].id
        stock.receive(change, variant_id=key, location_id=1, quantity=5)


class TestShop:
    """An open shop with its owner, and short ways to act in it."""

    __test__ = False

    def __init__(
        self, folder: Path, currency: str = "EUR", simulated: str | None = None, name: str = "Test"
    ) -> None:
        shutil.copytree(_template(currency, simulated, name), folder)
        self.shop = Shop(Place(folder))
        owner = self.shop.acting()
        assert owner is not None
        self.owner: Actor = owner

    def do(self, work: Callable[[Change], T], label: str = "test") -> T:
        """Run a command as the owner."""
        return self.shop.database.change(self.owner, label, work).value

    def act(self, actor: Actor, work: Callable[[Change], T], label: str = "test") -> T:
        """Run a command as somebody else."""
        return self.shop.database.change(actor, label, work).value

    def read(self, work: Callable[[Any], T]) -> T:
        """Read."""
        return self.shop.database.read(work)

    def stocked(self, sku: str = "MUG", pieces: int = 10, price_minor: int = 1250) -> int:
        """A product with pieces at its first location; returns the variant's id."""

        def work(change: Change) -> int:
            if not levels.locations(change.connection):
                stock.add_location(change, name="Main")
            product = catalog.add_product(
                change, title=sku.title(), variants=[catalog.NewVariant(sku, price_minor, 400)]
            )
            variant = products.variants_of(change.connection, product)[0].id
            if pieces:
                place = levels.locations(change.connection)[0][0]
                stock.receive(change, variant_id=variant, location_id=place, quantity=pieces)
            return variant

        return self.do(work)

    def rows(self) -> dict[str, list[Any]]:
        """Every row of every table that the ledger can rebuild, and of the ledger itself."""
        tables = [(one.name, one.columns) for one in business_tables()]
        tables.append(("ledger_entry", ("idx", "body")))
        return self.read(
            lambda c: {name: c.all(f"SELECT {names(k)} FROM {name}") for name, k in tables}
        )

    def whole(self) -> None:
        """The ledger verifies, and replay gives the same tables."""
        verdict = self.shop.verify(processes=1)
        assert verdict.ok, verdict.problems
        rebuilt = rebuild(self.shop, Untold())
        assert rebuilt.ok, rebuilt.differences

    def close(self) -> None:
        """Close the shop."""
        self.shop.close()


@contextmanager
def opened(shop: TestShop, clock: Callable[[], int] = now_us) -> Iterator[Database]:
    """The same file once more, as another program would open it."""
    place, origin = shop.shop.place, shop.shop.about.origin
    signer = keys.signer(origin, keys.read_key_file(place.key_file, None))
    writing = Writing(LedgerRecorder(lambda: signer), fact_book())
    database = Database(place.database, lambda: writing, clock=clock)
    yield database
    database.close()
