"""Saves edited cells of the stock table as one change, named for the undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

from app.context import Context
from engines.catalog.bulk import FieldEdit, FieldValue
from engines.catalog.commands import edit_variants
from ui.labels import edit_label
from widgets.table.edits import Edits

# A field edit of the tuple of its parts, in half the time: there may be 100,000.
_field_edit: Callable[[tuple[Any, ...]], FieldEdit] = partial(tuple.__new__, FieldEdit)


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
        wanted = [_field_edit((key >> 16, field, old, new)) for key, field, old, new in cells]
        label = edit_label({(one.variant_id, one.field) for one in wanted})
        context.change(label, lambda c: edit_variants(c, edits=wanted))
        return label

    context.jobs.ask(work, done, failed)
