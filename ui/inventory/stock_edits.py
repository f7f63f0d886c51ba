"""Saves edited cells of the stock table as one change, named for the undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.context import Context
from engines.catalog.bulk import FieldEdit, FieldValue
from engines.catalog.commands import edit_variants
from ui.labels import edit_label
from widgets.table.edits import Edits
from widgets.table.source import Value


def save_edits(
    context: Context,
    edits: Edits,
    done: Callable[[str], None],
    failed: Callable[[Exception], None],
) -> None:
    """All or none of them; `done` hears what the change is called."""

    def work() -> str:
        wanted = [
            FieldEdit(int(key) >> 16, column, *_plain(old, new))
            for key, column, old, new in edits.edits
        ]
        label = edit_label({(one.variant_id, one.field) for one in wanted})
        context.change(label, lambda c: edit_variants(c, edits=wanted))
        return label

    context.jobs.ask(work, done, failed)


def _plain(old: Value, new: Value) -> tuple[FieldValue, FieldValue]:
    """A cell of this table as the catalogue takes it: no dates, no series."""
    if isinstance(old, date | tuple) or isinstance(new, date | tuple):
        raise TypeError(old, new)
    return old, new
