"""Products that a file tells of, compared with the catalogue: what is new or different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from engines.catalog import queries as catalog
from engines.catalog.facts import (
    Edit,
    ProductAdded,
    ProductsEdited,
    VariantData,
    VariantsAdded,
    VariantsEdited,
)
from engines.database.facts import Fact
from engines.exchange.errors import CellError
from engines.exchange.plan import Options, Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.last_told import LastTold, Telling
from engines.exchange.planning.updated import is_older, updated_of
from engines.exchange.reading import cells
from engines.inventory import queries as stock
from engines.inventory.facts import LocationAdded, StockMove, StockMoved

OPTIONS = range(1, 10)
DEFAULT_LOCATION = "Shop location"
_PRODUCT = ("title", "vendor", "category", "tags", "status")
_VARIANT = ("barcode", "price_minor", "compare_at_minor", "cost_minor", "weight_grams", "oversell")


@dataclass
class ProductDraft:
    """A product while its parts are collected; without a title the catalogue's one stays."""

    handle: str
    title: str
    vendor: str
    category: str
    tags: str
    status: str
    option_names: tuple[str, ...]
    variants: list[tuple[VariantData, int]] = field(default_factory=list)
    told: bool = True  # False: the file has variants of it, but not the product itself
    bare: bool = False  # may stand without variants: these come from another file


class ProductPlanner:
    """The products of the files so far."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.reading, self.plan = reading, plan
        self.products: dict[str, ProductDraft] = {}
        self.seen: set[str] = set()
        self.states: dict[str, tuple[int, str]] = {}  # by the file's id: when changed, handle
        self.file_sums = LastTold("products", "variants", "units", "price")

    def put(
        self, product: ProductDraft, head: Fields, variants: Sequence[Fields], twice: CellError
    ) -> None:
        """Take a product whole, or nothing of it. Raises CellError, `twice` for another one.

        Told once more, further on, it takes the place of what was told before.
        """
        key, updated = head.get("id"), updated_of(head, self.reading.options.zone)
        known = self.states.get(key) if key and updated is not None else None
        if known is not None and known[1] != product.handle and not (updated and known[0]):
            known = None  # only with a time is it clear that the handle was changed
        if known is not None and is_older(updated or 0, known[0]):
            self.plan.unchanged += 1
            return
        before = self._take_out(known[1]) if known is not None else None
        try:
            if product.handle in self.products:
                raise twice
            for one in variants:
                self.add_variant(product, one)
        except CellError:
            self.seen.difference_update(variant.sku for variant, _ in product.variants)
            if before is not None:
                self._put_in(before)
            raise
        self.products[product.handle] = product
        self.plan.unchanged += before is not None
        self.states[key] = updated or 0, product.handle

    def _take_out(self, handle: str) -> ProductDraft:
        product = self.products.pop(handle)
        self.seen.difference_update(variant.sku for variant, _ in product.variants)
        return product

    def _put_in(self, product: ProductDraft) -> None:
        self.products[product.handle] = product
        self.seen.update(variant.sku for variant, _ in product.variants)

    def add_variant(self, product: ProductDraft, fields: Fields) -> None:
        """Take a variant of a product. Raises CellError."""
        variant, quantity = read_variant(product.handle, fields, self.reading.options)
        if variant.sku in self.seen:
            raise CellError(fields.label("sku"), variant.sku, "SKU twice")
        self.seen.add(variant.sku)
        product.variants.append((variant, quantity))

    def tell(self, handle: str) -> None:
        """Add a product to the sums of the file, once however often it is told."""
        told = self.file_sums.part(("product", handle))
        if not told.numbers:
            told.count("products")

    def tell_state(self, head: Fields) -> Telling:
        """Add a product that is told whole to the sums of the file, as it stands there."""
        when, handle = head.get("updated"), head.get("handle")
        key = (head.get("id"), "" if when else handle) if head.get("id") else object()
        told = self.file_sums.state(key, when)
        told.count("products")
        return told

    def tell_variant(self, fields: Fields, told: Telling | None = None) -> None:
        """Add a variant (of a product that is told whole) to the sums of the file."""
        told = told or self.file_sums.part("variants")
        told.count("variants")
        told.add("units", fields.get("quantity"))
        told.add("price", fields.get("price"), digits=self.reading.options.digits)

    def finish(self) -> None:
        """Facts for what is new or different, and the sums over all."""
        products = self.products.values()
        self.plan.facts = list(_Comparison(self.reading, self.plan).facts(products))
        self.plan.totals = {
            "products": sum(one.told for one in products),
            "variants": sum(len(one.variants) for one in products),
            "units": sum(pieces for one in products for _, pieces in one.variants),
            "price": sum(v.price_minor for one in products for v, _ in one.variants),
        }
        self.plan.file_totals = self.file_sums.done()


def read_product(handle: str, fields: Fields) -> ProductDraft:
    """A product without its variants. Raises CellError."""

    def text(name: str) -> str:
        return cells.text(fields.label(name), fields.get(name))

    title, status = text("title"), text("status").lower()
    if not status:
        published = fields.get("published")
        status = (
            "active" if cells.truth(fields.label("published"), published, default=True) else "draft"
        )
    names = tuple(text(f"name{n}") for n in OPTIONS)
    return ProductDraft(
        handle,
        title,
        text("vendor"),
        text("type") or text("category"),
        text("tags"),
        status,
        tuple(name for name in names if name),
    )


def read_variant(handle: str, fields: Fields, options: Options) -> tuple[VariantData, int]:
    """A variant and the pieces of it. Raises CellError."""
    get, label, digits = fields.get, fields.label, options.digits
    chosen = [cells.text(label(f"value{n}"), get(f"value{n}")) for n in OPTIONS]
    while chosen and not chosen[-1]:
        chosen.pop()
    sku = cells.identifier(label("sku"), get("sku")) or made_up_sku(handle, chosen)
    policy = get("policy").strip().lower()
    quantity = cells.integer(label("quantity"), get("quantity") or "0", negative=True)
    oversell = policy in ("continue", "true")
    if quantity < 0 and not oversell:
        raise CellError(label("quantity"), str(quantity), "negative")
    grams = get("grams").strip()
    variant = VariantData(
        id=0,
        sku=sku,
        barcode=cells.identifier(label("barcode"), get("barcode")),
        options=tuple(chosen),
        price_minor=cells.money(label("price"), get("price") or "0", digits),
        compare_at_minor=_maybe(fields, "compare", digits),
        cost_minor=_maybe(fields, "cost", digits),
        weight_grams=cells.grams(label("grams"), grams) if grams else None,
        tracked="quantity" in fields or bool(get("tracker").strip()),
        oversell=oversell,
    )
    return variant, quantity


def made_up_sku(handle: str, options: Sequence[str]) -> str:
    """A SKU for a variant that has none: its handle and options."""
    named = [value for value in options if value and value != "Default Title"]
    return "/".join([handle, *named])


def _maybe(fields: Fields, name: str, digits: int) -> int | None:
    told = fields.get(name)
    return cells.money(fields.label(name), told, digits) if told.strip() else None


class _Comparison:
    """The catalogue as it stands, beside what files say of it."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.plan = plan
        self.known = catalog.products_by_handle(reading.connection)
        self.variants = catalog.variants_by_sku(reading.connection)
        self.next_product, self.next_variant = catalog.next_ids(reading.connection)
        self.places = stock.locations(reading.connection)
        self.location_id = (
            self.places[0][0] if self.places else stock.next_location_id(reading.connection)
        )
        self.moves: list[StockMove] = []
        self.product_edits: list[Edit] = []
        self.variant_edits: list[Edit] = []

    def facts(self, products: Iterable[ProductDraft]) -> Iterator[Fact]:
        """What is new first, then what is different, then the opening stock of what is new."""
        for product in products:
            yield from self._product(product)
        if self.product_edits:
            yield ProductsEdited(edits=tuple(self.product_edits))
        if self.variant_edits:
            yield VariantsEdited(edits=tuple(self.variant_edits))
        if self.moves:
            if not self.places:
                yield LocationAdded(id=self.location_id, name=DEFAULT_LOCATION)
            yield StockMoved(reason="opening", moves=tuple(self.moves))

    def _product(self, product: ProductDraft) -> Iterator[Fact]:
        there = self.known.get(product.handle)
        fresh = [found for one in product.variants if (found := self._fresh(*one)) is not None]
        if there is None and (fresh or product.bare):
            yield _added(self.next_product, product, fresh)
            self.next_product += 1
            self.plan.count("products")
        elif there is not None:
            edits = _edits(there.id, there, product, _PRODUCT)
            self.product_edits.extend(edits)
            if edits:
                self.plan.count("products", new=False)
            elif not product.variants:
                self.plan.unchanged += 1
            if fresh:
                yield VariantsAdded(product_id=there.id, variants=tuple(fresh))
        if fresh:
            self.plan.count("variants", len(fresh))

    def _fresh(self, data: VariantData, quantity: int) -> VariantData | None:
        """The variant under an id of its own, if it is new; None where its SKU is known."""
        old = self.variants.get(data.sku)
        if old is not None:
            edits = _edits(old.id, old, data, _VARIANT)
            self.variant_edits.extend(edits)
            if edits:
                self.plan.count("variants", new=False)
            else:
                self.plan.unchanged += 1
            return None
        key, self.next_variant = self.next_variant, self.next_variant + 1
        if quantity:
            self.moves.append(
                StockMove(variant_id=key, location_id=self.location_id, quantity=quantity)
            )
        return msgspec.structs.replace(data, id=key)


def _edits(key: int, old: object, new: object, fields: Sequence[str]) -> list[Edit]:
    """Fields that the file says otherwise; what the file leaves empty stays as it is."""
    return [
        Edit(id=key, field=name, old=getattr(old, name), new=getattr(new, name))
        for name in fields
        if getattr(new, name) not in (None, "") and getattr(old, name) != getattr(new, name)
    ]


def _added(product_id: int, product: ProductDraft, variants: list[VariantData]) -> ProductAdded:
    return ProductAdded(
        id=product_id,
        handle=product.handle,
        title=product.title or product.handle,
        vendor=product.vendor,
        category=product.category,
        tags=product.tags,
        status=product.status,
        option_names=product.option_names,
        variants=tuple(variants),
    )
