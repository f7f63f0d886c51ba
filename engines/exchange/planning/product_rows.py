"""Products told row by row: a row is a variant, or a picture; the first row names the product."""

from __future__ import annotations

from pathlib import Path

from engines.exchange.errors import CellError
from engines.exchange.plan import Plan
from engines.exchange.planning.fields import RowFields
from engines.exchange.planning.products import ProductPlanner, read_product
from engines.exchange.reading import cells


class ProductRows:
    """Gathers the rows of each product."""

    def __init__(self, planner: ProductPlanner, plan: Plan) -> None:
        self.planner, self.plan = planner, plan
        self.refused: set[str] = set()

    def take(self, file: Path, line: int, row: RowFields) -> None:
        """Take one row, or refuse it."""
        self.plan.read += 1
        handle = row.get("handle").strip().removeprefix("'")
        is_variant = any(row.get(name).strip() for name in ("value1", "sku", "price"))
        if is_variant:
            self.planner.tell(handle)
            self.planner.tell_variant(row)
        try:
            row.columns.check(row.cells)
            if handle and handle in self.refused:
                # Title, vendor and status stand in the first row alone.
                raise CellError(row.label("handle"), handle, "rest of a refused product")
            self._take(row, is_variant=is_variant)
        except CellError as error:
            self.plan.refuse(file, line, error)
            if handle not in self.planner.products:
                self.refused.add(handle)

    def _take(self, row: RowFields, *, is_variant: bool) -> None:
        handle = cells.identifier(row.label("handle"), row.get("handle"))
        if not handle:
            raise CellError(row.label("handle"), "", "empty")
        known = self.planner.products.get(handle)
        product = read_product(handle, row) if known is None else known
        if is_variant:
            self.planner.add_variant(product, row)
        elif known is None:
            raise CellError(row.label("price"), "", "empty")
        self.planner.products[handle] = product
