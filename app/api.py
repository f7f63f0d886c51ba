"""A shop for people who program: opened read-only, every list as rows or as a pandas frame.

See docs/api.md for a walk through it. Amounts stay integers in minor units (`total_minor`), times
become aware UTC; nothing here can change a shop.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from app.lists import LISTS, filters_of, sorts_of
from app.shop import Place, Shop, passphrase
from engines.catalog import queries as catalog
from engines.database.change import Actor
from engines.database.errors import NotAllowed
from engines.identity.rights import Right
from engines.inventory.queries import StockFigures
from engines.inventory.queries import figures as stock_figures
from engines.ledger import queries as log
from engines.orders.queries import Order, order, order_id
from engines.orders.totals import Totals, totals

if TYPE_CHECKING:
    import pandas

    from engines.ledger.verdict import Verdict

CHUNK = 5_000


class Rows:
    """The rows of one list, read as they are asked for: iterate, `first(n)`, or `to_pandas()`."""

    def __init__(self, reader: ShopReader, name: str, where: str, sort: str) -> None:
        """`where` and `sort` as on the command line: "state=to_ship", "-total_minor"."""
        self._reader, self._name = reader, name
        self._filters, self._sorts = filters_of(where), sorts_of(sort)

    def __iter__(self) -> Iterator[Any]:
        after = 0
        while True:
            page = self._page(after, CHUNK)
            yield from page.rows
            if page.next is None:
                return
            after = page.next

    def _page(self, after: int, limit: int) -> Any:
        _right, _time, make = LISTS[self._name]
        personal = Right.PERSONAL_READ in self._reader.actor.rights
        return self._reader.read(
            lambda c: make(c, self._filters, self._sorts, after, limit, personal)
        )

    def first(self, count: int = 10) -> list[Any]:
        """The first rows."""
        return list(self._page(0, count).rows)

    def to_pandas(self) -> pandas.DataFrame:
        """All rows as a frame: `…_us` columns become UTC timestamps under the bare name."""
        import pandas

        rows = list(self)
        columns = rows[0].__slots__ if rows else ()
        data: dict[str, Any] = {}
        for name in columns:
            values = [getattr(row, name) for row in rows]
            if name.endswith("_us"):
                moments = pandas.array(values, dtype="Int64")
                data[name.removesuffix("_us")] = pandas.to_datetime(moments, unit="us", utc=True)
            else:
                data[name] = values
        return pandas.DataFrame(data)


class ShopReader:
    """An open shop that is only read. Use it in a `with` block."""

    def __init__(self, shop: Shop, actor: Actor) -> None:
        """Read `shop` with the rights of `actor`."""
        self._shop, self.actor = shop, actor
        self.about = shop.about

    def __enter__(self) -> ShopReader:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._shop.close()

    def read(self, work: Any) -> Any:
        """Run a query function of an engine on one snapshot: `shop.read(figures)`."""
        return self._shop.database.read(work)

    def _rows(self, name: str, where: str, sort: str) -> Rows:
        right = LISTS[name][0]
        if right not in self.actor.rights:
            raise NotAllowed(self.actor.name, right)
        return Rows(self, name, where, sort)

    def orders(self, where: str = "", sort: str = "") -> Rows:
        """Orders, the newest first."""
        return self._rows("orders", where, sort)

    def products(self, where: str = "", sort: str = "") -> Rows:
        """Variants with their products, by SKU."""
        return self._rows("products", where, sort)

    def stock(self, where: str = "", sort: str = "") -> Rows:
        """Stock by SKU and location."""
        return self._rows("stock", where, sort)

    def moves(self) -> Rows:
        """Stock moves, the newest first."""
        return self._rows("moves", "", "")

    def customers(self, where: str = "", sort: str = "") -> Rows:
        """Customers; under their names where the person may read them."""
        return self._rows("customers", where, sort)

    def suppliers(self, where: str = "", sort: str = "") -> Rows:
        """Suppliers; with whom to ask for where the person may read personal data."""
        return self._rows("suppliers", where, sort)

    def supplier_items(self, where: str = "", sort: str = "") -> Rows:
        """What suppliers ask for what, by supplier and SKU."""
        return self._rows("supplier-items", where, sort)

    def reviews(self, where: str = "", sort: str = "") -> Rows:
        """Reviews, the newest first; ratings in thousandths of a star."""
        return self._rows("reviews", where, sort)

    def ad_costs(self, where: str = "", sort: str = "") -> Rows:
        """What advertising cost, the newest day first."""
        return self._rows("ad-costs", where, sort)

    def entries(self, where: str = "", sort: str = "") -> Rows:
        """Entries of the ledger, the oldest first."""
        return self._rows("entries", where, sort)

    def order(self, number: str) -> Order:
        """One order with lines and history. Raises NotFound."""
        personal = Right.PERSONAL_READ in self.actor.rights
        found: Order = self.read(lambda c: order(c, order_id(c, number), personal=personal))
        return found

    def sku(self, sku: str) -> catalog.Variant:
        """One variant. Raises NotFound."""
        found: catalog.Variant = self.read(lambda c: catalog.variant_by_sku(c, sku))
        return found

    def entry(self, index: int) -> log.EntryRow:
        """One entry of the ledger. Raises NotFound."""
        found: log.EntryRow = self.read(lambda c: log.entry(c, index))
        return found

    def stats(self) -> Totals:
        """Counts and sums over all orders."""
        return self._shop.database.read(totals)

    def stock_figures(self) -> StockFigures:
        """Sums over all stock."""
        return self._shop.database.read(stock_figures)

    def verify(self) -> Verdict:
        """Check the whole ledger, in this process."""
        return self._shop.verify(processes=1)


def open_shop(path: str | Path, *, user: str = "", password: str = "") -> ShopReader:
    """Open the shop in the folder `path` to read it.

    A shop in which somebody has a password asks who reads: `user` and `password`. The passphrase of
    an encrypted shop comes from COUNTERFOIL_PASSPHRASE. Raises NotAllowed, SignInFailed, and what
    opening a database raises.
    """
    shop = Shop(Place(Path(path)), passphrase())
    try:
        return ShopReader(shop, _actor(shop, user, password))
    except BaseException:
        shop.close()
        raise


def _actor(shop: Shop, user: str, password: str) -> Actor:
    from engines.identity import commands as identity

    actor = shop.acting()
    if actor is not None:
        return actor
    person = shop.database.write_derived(lambda c: identity.check_password(c, user, password))
    if person is None:
        raise identity.sign_in_failed(user)
    return person.actor
