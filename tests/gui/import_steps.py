"""Short ways through the import dialog, shared by its tests."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from ui.importing.import_dialog import ImportDialog
from ui.window import MainWindow


def look_at(window: MainWindow, file: Path, text: str, encoding: str = "utf-8") -> ImportDialog:
    """The dialog over a new file."""
    file.write_text(text, encoding)
    dialog = ImportDialog(window.context, window)
    dialog.look_at([file])
    return dialog


def choose(dialog: ImportDialog, field: str, column: str) -> None:
    """Take a field from a column."""
    boxes = dialog.columns.findChildren(QComboBox)
    box = next(one for one in boxes if one.accessibleName() == field)
    box.setCurrentIndex(box.findText(column))


def again(dialog: ImportDialog) -> None:
    """The new preview that is due, without waiting for more corrections."""
    assert dialog._again.isActive()
    dialog._again.stop()
    dialog.preview()
