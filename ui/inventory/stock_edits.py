"""Saves edited cells of the stock table as one change, named for the undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from app.context import Context
from engines.catalog.bulk import FieldEdit, FieldValue
from engines.catalog.commands import edit_variants
from ui.labels import edit_label
from widgets.table.edits import Edits


def save_edits(
    context: Context,
    edits: Edits,
    done: Callable[[str], None],
    failed: Callable[[Exception], None],
) -> None:
    """All or none of them; `done` hears what the change is called."""
    # The columns that can be edited here hold texts and numbers alone.
    cells = cast("Iterable[tuple[int, str, FieldValue, FieldValue]]", edits.edits)

    def work() -> str:
        wanted = [FieldEdit(key >> 16, column, old, new) for key, column, old, new in cells]
        label = edit_label({(one.variant_id, one.field) for one in wanted})
        context.change(label, lambda c: edit_variants(c, edits=wanted))
        return label

    context.jobs.ask(work, done, failed)
