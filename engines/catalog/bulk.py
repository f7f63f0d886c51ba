"""Many fields of many variants at once: one change, one undo.

What a person saw is what is replaced: a field that holds another value by now is a lost race and
raises RowChanged, as a version would, but only where the two changes meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engines.catalog import queries
from engines.catalog.errors import SkuTaken
from engines.catalog.facts import Edit, ProductsEdited, VariantsEdited
from engines.database.change import Change
from engines.database.errors import BadValue, NotFound, RowChanged
from engines.database.sql import Connection, chunks, one_of
from engines.identity.rights import Right

FieldValue: TypeAlias = str | int | None
A_FACT = 1_000  # edits in one entry of the ledger
LONGEST = 500  # characters of a title
# Fields that can be edited so, and the column of the joint list that holds each.
VARIANT = ("sku", "barcode", "price_minor", "cost_minor", "compare_at_minor", "weight_grams")
PRODUCT = ("title", "vendor", "category")
_COLUMNS = {**{name: f"v.{name}" for name in VARIANT}, **{name: f"p.{name}" for name in PRODUCT}}
_EMPTY = frozenset({"cost_minor", "compare_at_minor", "weight_grams"})  # may hold nothing


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field of a variant (or of its product): the value a person saw, and the new one."""

    variant_id: int
    field: str
    old: FieldValue
    new: FieldValue


def edit_variants(change: Change, edits: Sequence[FieldEdit], max_minor: int) -> int:
    """Change many fields; how many changed. Raises RowChanged, BadValue, SkuTaken, NotFound."""
    change.require(Right.CATALOG_EDIT)
    for one in edits:
        _check(one, max_minor)
    fields = sorted({one.field for one in edits})
    now = _read(change.connection, fields, {one.variant_id for one in edits})
    of_variant: dict[tuple[int, str], Edit] = {}
    of_product: dict[tuple[int, str], Edit] = {}
    for one in edits:
        row = now.get(one.variant_id)
        if row is None:
            raise NotFound("variant", str(one.variant_id))
        if row[one.field] != one.old:
            raise RowChanged("catalog_variant", str(row["sku"]))
        if one.field in PRODUCT:
            _put(of_product, int(row["product_id"] or 0), one)
        else:
            _put(of_variant, one.variant_id, one)
    _check_skus(change.connection, [one for one in of_variant.values() if one.field == "sku"])
    for some in chunks(list(of_product.values()), A_FACT):
        change.record(ProductsEdited(edits=tuple(some)))
    for some in chunks(list(of_variant.values()), A_FACT):
        change.record(VariantsEdited(edits=tuple(some)))
    return len(of_variant) + len(of_product)


def _put(kept: dict[tuple[int, str], Edit], key: int, one: FieldEdit) -> None:
    """A thing that is listed in several rows is changed once, and to one value."""
    known = kept.get((key, one.field))
    if known is not None and known.new != one.new:
        raise BadValue(one.field, str(one.new), "two values")
    if one.new != one.old:
        kept[key, one.field] = Edit(id=key, field=one.field, old=one.old, new=one.new)


def _check(one: FieldEdit, max_minor: int) -> None:
    """Rules of one value."""
    if one.field not in _COLUMNS:
        raise BadValue("field", one.field, "unknown column")
    if one.new is None:
        if one.field not in _EMPTY:
            raise BadValue(one.field, "", "empty")
    elif one.field.endswith(("_minor", "_grams")):
        if not isinstance(one.new, int) or one.new < 0:
            raise BadValue(one.field, str(one.new), "negative")
        if one.new > max_minor:
            raise BadValue(one.field, str(one.new), "too large")
    else:
        text = str(one.new)
        if one.field in ("sku", "title") and not text.strip():
            raise BadValue(one.field, text, "empty")
        if len(text) > LONGEST:
            raise BadValue(one.field, text[:40] + "…", "too long")


def _check_skus(connection: Connection, renamed: Sequence[Edit]) -> None:
    wanted: set[FieldValue] = set()
    for one in renamed:
        if one.new in wanted or queries.has_sku(connection, str(one.new)):
            raise SkuTaken(str(one.new))
        wanted.add(one.new)


def _read(
    connection: Connection, fields: Sequence[str], variant_ids: set[int]
) -> dict[int, Mapping[str, FieldValue]]:
    """What the fields hold now, by variant."""
    names = ("product_id", "sku", *fields)
    columns = ", ".join(["v.product_id", "v.sku", *(_COLUMNS[one] for one in fields)])
    rows: dict[int, Mapping[str, FieldValue]] = {}
    for some in chunks(sorted(variant_ids)):
        near = one_of("v.id", some)
        sql = f"SELECT v.id, {columns} FROM {queries.VARIANTS} WHERE {near.text}"
        for key, *values in connection.all(sql, *near.values):
            rows[key] = dict(zip(names, values, strict=True))
    return rows
