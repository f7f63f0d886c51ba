"""Products and their variations as records of their own: a variation names its parent.

A parent may come later than its variations, or stand in the shop already. It is known by its SKU,
or as `id:44` where it has none; so is everything else that is sold without a SKU.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engines.catalog import links
from engines.catalog import queries as catalog
from engines.catalog.facts import LinkData, ProductAdded, ProductsLinked
from engines.database.rows import facts_of
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import RecordFields
from engines.exchange.planning.products import ProductDraft, ProductPlanner, read_product
from engines.exchange.planning.updated import is_older, updated_of
from engines.exchange.reading import cells

WOOCOMMERCE = "woocommerce"  # whose ids these are


@dataclass(frozen=True, slots=True)
class Variation:
    """A variation until its parent is known: where it stands, and its value of each attribute."""

    file: Path
    line: int
    fields: RecordFields
    parent: str
    attributes: Mapping[str, str]
    updated: int = 0


class Families:
    """The products and variations of the files so far."""

    def __init__(self, reading: Reading, plan: Plan, *, adopt: bool) -> None:
        """`adopt`: a variation without a parent brings one along; else it is refused."""
        self.plan, self.adopt, self.connection = plan, adopt, reading.connection
        self.planner = ProductPlanner(reading, plan)
        self.known = catalog.products_by_handle(reading.connection)
        self.attributes: dict[str, tuple[str, ...]] = {}
        self.handles: dict[str, str] = {}  # by id:44, of the products of the files
        self.refused: set[str] = set()
        self.waiting: dict[str, list[Variation]] = {}  # by id, the oldest state first

    def add(self, fields: RecordFields, *, sold: bool, attributes: tuple[str, ...] = ()) -> None:
        """Take a product; `sold` as it is, not only in variations. Raises CellError."""
        number, handle = self._names(fields)
        fields = _with_sku(fields)
        product = replace(read_product(handle, fields), bare=True, option_names=())
        twice = CellError(fields.label("sku"), handle, "SKU twice")
        self.planner.put(product, fields, [fields] if sold else [], twice)
        self.attributes[handle] = attributes
        self.handles[number] = handle

    def spoil(self, fields: RecordFields) -> None:
        """A product was refused: its variations cannot go in."""
        names = (f"id:{fields.get('id').strip()}", fields.get("sku").strip().removeprefix("'"))
        if self.handles.get(names[0]) in self.planner.products:
            return  # as it was told before, it can
        self.refused.update(name for name in names if name not in ("", "id:"))
        self.refused -= set(self.planner.products)

    def _names(self, fields: RecordFields) -> tuple[str, str]:
        """`id:44`, and what the product is known by."""
        number = f"id:{cells.identifier(fields.label('id'), fields.get('id'))}"
        sku = cells.identifier(fields.label("sku"), fields.get("sku"))
        if number == "id:" and not sku:
            raise CellError(fields.label("sku"), "", "empty")
        return number, sku or number

    def tell(self, fields: RecordFields, *, product: bool, sold: bool) -> None:
        """Add a product or a variation to the sums of the file, as it stands there."""
        if "updated" in fields and fields.get("id"):
            self._tell_state(fields, product=product, sold=sold)
            return
        if product:
            sku = fields.get("sku").strip().removeprefix("'")
            self.planner.tell(sku or f"id:{fields.get('id').strip()}")
        if sold:
            self.planner.tell_variant(fields)

    def _tell_state(self, fields: RecordFields, *, product: bool, sold: bool) -> None:
        told = self.planner.file_sums.state(fields.get("id"), fields.get("updated"))
        if product:
            told.count("products")
        if sold:
            self.planner.tell_variant(fields, told)

    def wait(self, variation: Variation) -> None:
        """Take a variation, to be looked at when all products are known. Raises CellError."""
        fields = variation.fields
        fields.check()
        updated = updated_of(fields, self.planner.reading.options.zone)
        key = fields.get("id") if updated is not None else ""
        states = self.waiting.setdefault(key or f"row {len(self.waiting)}", [])
        place = len(states)
        while place and is_older(updated or 0, states[place - 1].updated):
            place -= 1
        states.insert(place, replace(variation, updated=updated or 0))

    def finish(self) -> None:
        """Give each variation to its parent; then compare all with the catalogue."""
        used: dict[str, set[str]] = {}
        for one in (states[-1] for states in self.waiting.values()):
            told = {name for name, value in one.attributes.items() if value}
            used.setdefault(self._handle(one.parent), set()).update(told)
        for states in self.waiting.values():
            self._join_last(states, used)
        self.planner.finish()
        self._link()

    def _join_last(self, states: list[Variation], used: Mapping[str, set[str]]) -> None:
        """The last state of a variation that can go in; those before it bring nothing."""
        while states:
            one = states.pop()
            handle = self._handle(one.parent)
            try:
                self._join(one, handle, used.get(handle, set()))
            except CellError as error:
                self.plan.refuse(one.file, one.line, error)
                continue
            self.plan.unchanged += len(states)
            return

    def _link(self) -> None:
        """Let products that are known by a SKU be found by the ids of that shop as well."""
        if not self.handles:
            return
        ids = {handle: one.id for handle, one in self.known.items()}
        ids |= {one.handle: one.id for one in self.plan.facts if isinstance(one, ProductAdded)}
        # A SKU that another product sells already stays with that.
        sold = catalog.variants_by_sku(self.connection)
        ids |= {handle: sold[handle].product_id for handle in ids.keys() & sold.keys()}
        known = links.links(self.connection, WOOCOMMERCE)
        was = {one.id: one for one in known.values()}
        now, next_id = dict(was), links.LINKS.next_id(self.connection)
        for number, handle in self.handles.items():
            key = number.removeprefix(links.MARK)
            if not key or number == handle or handle not in ids:
                continue
            old = known.get(key)
            own, next_id = (old.id, next_id) if old else (next_id, next_id + 1)
            now[own] = LinkData(id=own, source=WOOCOMMERCE, key=key, product_id=ids[handle])
        self.plan.facts += facts_of(ProductsLinked, was, now, now)

    def _handle(self, parent: str) -> str:
        return self.handles.get(parent, parent)

    def _join(self, one: Variation, handle: str, used: set[str]) -> None:
        if {one.parent, handle} & self.refused:
            raise CellError(one.fields.label("parent"), one.parent, "rest of a refused product")
        product = self.planner.products.get(handle)
        if product is None:
            product = self._parent(one, handle)
        names = self._options(handle, product, one, used)
        values = {f"value{n}": one.attributes.get(name, "") for n, name in enumerate(names, 1)}
        paths = {key: one.fields.label("attributes") for key in values}
        fields = RecordFields({**one.fields.values, **values}, {**paths, **one.fields.paths})
        self._names(fields)
        self.planner.add_variant(product, _with_sku(fields))
        self.planner.products[handle] = product

    def _parent(self, one: Variation, handle: str) -> ProductDraft:
        """A parent that the files do not tell of: one in the shop, or one that is made up."""
        if handle not in self.known and not self.adopt:
            raise CellError(one.fields.label("parent"), one.parent, "unknown parent")
        title = "" if handle in self.known else one.fields.get("title") or handle
        return ProductDraft(handle, title, "", "", "", "", (), told=False)

    def _options(
        self, handle: str, product: ProductDraft, one: Variation, used: set[str]
    ) -> tuple[str, ...]:
        """The names by which the variations of a product differ, in the product's own order."""
        if not product.option_names:
            known = self.known.get(handle)
            order = self.attributes.get(handle) or tuple(one.attributes)
            named = tuple(name for name in order if name in used)
            product.option_names = (known.option_names if known else ()) or named
        return product.option_names


def _with_sku(fields: RecordFields) -> RecordFields:
    """The same under `id:44`, where it has no SKU."""
    if fields.get("sku").strip() or not fields.get("id").strip():
        return fields
    values = {**fields.values, "sku": f"id:{fields.get('id').strip()}"}
    return RecordFields(values, fields.paths)
