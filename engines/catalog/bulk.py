"""Many fields of many variants at once: one change, one undo.

What a person saw is what is replaced: a field that holds another value by now is a lost race and
raises RowChanged, as a version would, but only where the two changes meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from engines.catalog import queries
from engines.catalog.errors import SkuTaken
from engines.catalog.facts import Edit, ProductsEdited, VariantsEdited
from engines.database.change import Change
from engines.database.errors import BadValue, NotFound, RowChanged
from engines.database.sql import Connection, chunks, one_of
from engines.identity.rights import Right

FieldValue: TypeAlias = str | int | None
Rows: TypeAlias = dict[int, tuple[Any, ...]]  # by variant: it, its product and SKU, the fields
A_FACT = 1_000  # edits in one entry of the ledger
LONGEST = 500  # characters of a title
# Fields that can be edited so, and the column of the joint list that holds each.
VARIANT = ("sku", "barcode", "price_minor", "cost_minor", "compare_at_minor", "weight_grams")
PRODUCT = ("title", "vendor", "category", "status", "tags")
STATES = ("active", "draft", "archived")
_COLUMNS = {**{name: f"v.{name}" for name in VARIANT}, **{name: f"p.{name}" for name in PRODUCT}}
_OF_PRODUCT = frozenset(PRODUCT)
_NUMBERS = frozenset({"price_minor", "cost_minor", "compare_at_minor", "weight_grams"})
_EMPTY = frozenset({"cost_minor", "compare_at_minor", "weight_grams"})  # may hold nothing


class FieldEdit(NamedTuple):
    """One field of a variant (or of its product): the value a person saw, and the new one."""

    variant_id: int
    field: str
    old: FieldValue
    new: FieldValue


def edit_variants(change: Change, edits: Sequence[FieldEdit], max_minor: int) -> int:
    """Change many fields; how many changed. Raises RowChanged, BadValue, SkuTaken, NotFound."""
    change.require(Right.CATALOG_EDIT)
    fields = sorted({one.field for one in edits})
    for field in fields:
        if field not in _COLUMNS:
            raise BadValue("field", field, "unknown column")
    of_product, of_variant = _sorted(change.connection, edits, fields, max_minor)
    if "sku" in fields:
        _check_skus(change.connection, [one for one in of_variant if one.field == "sku"])
    # In one go: their rows are then written, and their words indexed, once.
    change.record_all([ProductsEdited(edits=tuple(some)) for some in chunks(of_product, A_FACT)])
    change.record_all([VariantsEdited(edits=tuple(some)) for some in chunks(of_variant, A_FACT)])
    return len(of_variant) + len(of_product)


def _sorted(
    connection: Connection, edits: Sequence[FieldEdit], fields: Sequence[str], max_minor: int
) -> tuple[list[Edit], list[Edit]]:
    """What changes in products and in variants, if all still is as the person saw it."""
    now, of_product, of_variant = _read(connection, edits, fields), list[Edit](), list[Edit]()
    # By field: its place in a row, that of what has it, its new values, the edits it belongs to.
    parts: dict[str, tuple[int, int, dict[int, FieldValue], list[Edit]]] = {
        field: (at, 1, {}, of_product) if field in _OF_PRODUCT else (at, 0, {}, of_variant)
        for at, field in enumerate(fields, 3)
    }
    for variant_id, field, old, new in edits:
        _check(field, new, max_minor)
        row = now.get(variant_id)
        if row is None:
            raise NotFound("variant", str(variant_id))
        place, owner, taken, kept = parts[field]
        if row[place] != old:
            raise RowChanged("catalog_variant", str(row[2]))
        key = row[owner]
        # A thing that is listed in several rows is changed once, and to one value.
        if key in taken:
            if taken[key] != new:
                raise BadValue(field, str(new), "two values")
        elif new != old:
            taken[key] = new
            kept.append(Edit(id=key, field=field, old=old, new=new))
    return of_product, of_variant


def _check(field: str, new: FieldValue, max_minor: int) -> None:
    """Rules of one value alone."""
    if new is None:
        if field not in _EMPTY:
            raise BadValue(field, "", "empty")
    elif field in _NUMBERS:
        if not isinstance(new, int) or new < 0:
            raise BadValue(field, str(new), "negative")
        if new > max_minor:
            raise BadValue(field, str(new), "too large")
    else:
        _check_text(field, str(new))


def _check_text(field: str, text: str) -> None:
    if field in ("sku", "title") and not text.strip():
        raise BadValue(field, text, "empty")
    if field == "status" and text not in STATES:
        raise BadValue(field, text, "not a state")
    if len(text) > LONGEST:
        raise BadValue(field, text[:40] + "…", "too long")


def _check_skus(connection: Connection, renamed: Sequence[Edit]) -> None:
    wanted: set[FieldValue] = set()
    for one in renamed:
        if one.new in wanted or queries.has_sku(connection, str(one.new)):
            raise SkuTaken(str(one.new))
        wanted.add(one.new)


def _read(connection: Connection, edits: Sequence[FieldEdit], fields: Sequence[str]) -> Rows:
    """What the fields hold now, by variant."""
    columns = ", ".join(["v.id", "v.product_id", "v.sku", *(_COLUMNS[one] for one in fields)])
    rows: Rows = {}
    for some in chunks(sorted({one.variant_id for one in edits})):
        near = one_of("v.id", some)
        sql = f"SELECT {columns} FROM {queries.VARIANTS} WHERE {near.text}"
        rows.update((row[0], row) for row in connection.all(sql, *near.values))
    return rows
