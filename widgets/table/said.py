"""What a cell says to Qt, role by role: ``cell_said(model, row, place, role)``, ``ROLES``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from widgets.table.source import Row
from widgets.table.text import group_words, shown

if TYPE_CHECKING:
    from widgets.table.model import PagingModel

RAW = Qt.ItemDataRole.UserRole + 1
_TIP = Qt.ItemDataRole.ToolTipRole
_REMARK = Qt.ItemDataRole.AccessibleDescriptionRole
ROLES = frozenset({Qt.ItemDataRole.DisplayRole, RAW, _TIP, _REMARK})


def cell_said(model: PagingModel, row: Row, place: int, role: int) -> object:
    """The words, the value itself (RAW), a tooltip, or a remark for screen readers."""
    column, cell, refused = model.columns[place], (row.key, place), model.overlay.refused
    if role == _REMARK:
        return refused.get(cell) or (_mark(model, row, place) if model.marks_at else None)
    if not row.own and place == 0 and role != RAW:
        return group_words(row, model.columns, model.words)
    if role == _TIP and cell in refused:
        return refused[cell]
    value = model.overlay.seen(row, place)
    if role == RAW:
        return value
    if role == _TIP and column.kind != "text":
        return None
    return shown(value, column, model.words)


def _mark(model: PagingModel, row: Row, place: int) -> str | None:
    """What colour alone would say."""
    from widgets.table.marks import remark

    return remark(row, place, model.columns[place], model.marks_at)
