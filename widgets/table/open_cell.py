"""The one cell that is being edited: opened, moved with its row, taken or given up.

``OpenCell(view, model)``: ``begin(text=None) -> bool``, ``field``, ``place()``, ``give_up()``,
``editable(row, column)``; ``say(text, rect)`` and ``note``: words at a cell; signal
``planned(Plan)``: what was typed and is sound
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from widgets.table.cell_editor import CellEditor, CellNote
from widgets.table.choosing import ChoosingTable
from widgets.table.edits import Planner
from widgets.table.entered import read
from widgets.table.model import PagingModel
from widgets.table.overlay import Cell
from widgets.table.source import Row
from widgets.table.text import editing_text


class OpenCell(QObject):
    """At most one cell of a view is open."""

    planned = Signal(object)

    def __init__(self, view: ChoosingTable, model: PagingModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._editor: CellEditor | None = None
        self._cell: Cell | None = None
        self._note: CellNote | None = None
        model.refreshed.connect(self.follow)

    def editable(self, row: int, column: int) -> bool:
        """Whether a cell can be edited now: its row must be loaded."""
        if not 0 <= row < self._model.rowCount() or not 0 <= column < len(self._model.columns):
            return False
        about, there = self._model.columns[column], self._model.row(row)
        return about.editable and there is not None and there.own

    def begin(self, text: str | None = None) -> bool:
        """Open the current cell, with its value or with what was typed."""
        index = self._view.currentIndex()
        row = self._model.row(index.row()) if index.isValid() else None
        if row is None or not self.editable(index.row(), index.column()):
            return False
        self.give_up()
        self._hide_note()
        cell = (row.key, index.column())
        self._model.overlay.refused.pop(cell, None)
        self._view.scrollTo(index)
        column = self._model.columns[index.column()]
        editor = CellEditor(column, self._view.viewport(), arrows=text is not None)
        editor.done.connect(self._finish)
        editor.given_up.connect(self.give_up)
        self._editor, self._cell = editor, cell
        value = self._model.overlay.seen(row, index.column())
        shown = editing_text(value, column, self._model.words)
        editor.set_text(shown if text is None else text, select=text is None)
        self.place()
        editor.field.show()
        editor.field.setFocus()
        return True

    @property
    def field(self) -> QWidget | None:
        """The field of the open cell."""
        return None if self._editor is None else self._editor.field

    def place(self) -> None:
        """The field lies over its cell, also after scrolling."""
        if self._editor is not None:
            rect = self._view.visualRect(self._view.currentIndex())
            self._editor.field.setGeometry(rect.adjusted(0, 0, 0, -1))

    def follow(self) -> None:
        """New rows: an open cell stays on its thing, or closes if that is gone."""
        if self._editor is None or self._cell is None:
            return
        row = self._model.row(self._view.currentIndex().row())
        if row is None or row.key != self._cell[0]:
            self.give_up()
        self.place()

    def give_up(self) -> None:
        """Close the cell; nothing of what was typed is kept."""
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.close(self._view)
            self._hide_note()

    def _finish(self, way: str) -> None:
        """Take what was typed, if it is sound, and go on."""
        editor, cell = self._editor, self._cell
        row = self._model.row(self._view.currentIndex().row())
        if editor is None or cell is None or row is None or row.key != cell[0]:
            self.give_up()
            return
        column = self._model.columns[cell[1]]
        reading = read(editor.text(), column, self._model.words)
        if reading.wrong and way != "away":
            editor.set_bad(True, reading.wrong)
            editor.field.setFocus()
            self.say(reading.wrong, editor.field.geometry())
            return
        text = editor.text()
        self.give_up()
        if reading.wrong:
            # The person went elsewhere: the old value stays, and the cell says why.
            self._model.overlay.refused[cell] = reading.wrong
            self._view.viewport().update()
        else:
            # What waits to be saved is what the person saw.
            seen = self._model.overlay.seen(row, cell[1])
            row = Row(row.key, (*row.values[: cell[1]], seen, *row.values[cell[1] + 1 :]))
            planner = Planner("typed", dict(enumerate(self._model.columns)), self._model.words)
            planner.put(1, row, cell[1], text)
            self.planned.emit(planner.plan())
        self._go(way)

    def _go(self, way: str) -> None:
        if way in ("down", "up"):
            self._view.step(1 if way == "down" else -1)
        elif way in ("left", "right"):
            shown = self._view.shown_places()
            index = self._view.currentIndex()
            at = shown.index(index.column()) + (1 if way == "right" else -1)
            if 0 <= at < len(shown):
                self._view.setCurrentIndex(self._model.index(index.row(), shown[at]))

    # words at the cell

    def say(self, text: str, rect: QRect) -> None:
        """Words by a cell, for a while."""
        if self._note is None:
            self._note = CellNote(self._view.viewport())
        self._note.say(text, rect)

    @property
    def note(self) -> str:
        """What is said at a cell now."""
        return self._note.text() if self._note is not None and self._note.isVisible() else ""

    def say_at_current(self, text: str) -> None:
        """What cannot be done here."""
        self.say(text, self._view.visualRect(self._view.currentIndex()))

    def _hide_note(self) -> None:
        if self._note is not None:
            self._note.hide()
