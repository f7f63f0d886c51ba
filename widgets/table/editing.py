"""Editing in a table: at the cell, filling down, pasting, clearing. One path for all of it.

``Editing(view, model, clip)``

- ``cell``, ``begin(text=None)``: open the current cell; ``clear()``, ``today()``, ``fill()``,
  ``paste()``, ``ask_operation()``, ``run(work)``: work that gives a ``Plan``; ``propose(plan)``:
  straight on, or by the preview
- ``done(edits)``, ``refused(edits, why)``: the answer
- signal ``wanted(Edits)``: nothing is changed here; the cells show the new values, muted, until
  somebody answers

What is small and sound is asked for at once, as it can be undone; the rest is previewed first.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QApplication

from widgets.table.choosing import ChoosingTable
from widgets.table.clipboard import Clip
from widgets.table.edits import Edits, Plan
from widgets.table.model import PagingModel
from widgets.table.open_cell import OpenCell
from widgets.table.overlay import Cells
from widgets.table.selection import Band, cell_count
from widgets.table.source import Key, Value
from widgets.table.text import integer

if TYPE_CHECKING:
    from widgets.table.operations import Operation

AT_ONCE = {"typed": 1, "pasted": 1, "filled": 20, "cleared": 20, "set": 0}
MOST = 100_000  # cells in one act


class Editing(QObject):
    """How the cells of one view are edited."""

    wanted = Signal(object)
    failed = Signal(object)

    def __init__(
        self, view: ChoosingTable, model: PagingModel, clip: Callable[[], Clip | None]
    ) -> None:
        super().__init__(view)
        self._view, self._model, self._clip = view, model, clip
        self._question = 0
        self._sent: tuple[Edits, Cells] | None = None
        self.cell = OpenCell(view, model)
        self.cell.planned.connect(self.propose)
        self.begin = self.cell.begin

    # many cells

    def run(self, work: Callable[[], Plan]) -> None:
        """Work the plan out elsewhere; only the newest is gone on with."""
        self._question += 1
        mine = self._question

        def done(plan: Plan) -> None:
            if mine == self._question:
                self.propose(plan)

        self._model.ask(work, done, self.failed.emit)

    def _target(self) -> Clip | None:
        """The selected cells, if there are not too many."""
        clip = self._clip()
        if clip is None or not any(column.editable for _place, column in clip.chosen):
            if clip is not None:
                self.cell.say_at_current(self.tr("These cells cannot be edited here."))
            return None
        if cell_count(clip.bands) > MOST:
            self._target_too_large()
            return None
        return clip

    def clear(self) -> None:
        from widgets.table.planning import cleared

        clip = self._target()
        if clip is not None:
            self.run(partial(cleared, clip))

    def today(self) -> None:
        from widgets.table.planning import dated, today

        clip = self._target()
        if clip is not None:
            self.run(partial(dated, clip, today(clip, time.time_ns() // 1000)))

    def fill(self) -> None:
        """Fill down; a single row takes from the row above."""
        from widgets.table.planning import filled

        clip = self._target()
        if clip is None:
            return
        if clip.count == 1 and clip.bands[0].first > 0:
            one = clip.bands[0]
            above = Band(one.first - 1, one.last, one.columns)
            clip = replace(clip, bands=(above,))
        self.run(partial(filled, clip))

    def ask_operation(self) -> None:
        """Ask what to do to one column of the selected rows."""
        from widgets.table.set_dialog import SetDialog

        clip = self._clip()
        columns = [] if clip is None else [one for one in clip.columns if one[1].editable]
        if clip is None or not columns:
            return
        at = self._view.currentIndex().column()
        dialog = SetDialog(columns, at, clip.count, self._model.words, self._view)
        dialog.agreed.connect(lambda place, chosen: self._operate(clip, place, chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _operate(self, clip: Clip, place: int, chosen: Operation) -> None:
        from widgets.table.planning import changed

        parts = tuple(Band(one.first, one.last, frozenset({place})) for one in clip.bands)
        if cell_count(parts) > MOST:
            self._target_too_large()
            return
        self.run(partial(changed, replace(clip, bands=parts, whole=False), chosen))

    def paste(self) -> None:
        """What a spreadsheet copied, from the first selected cell on."""
        from widgets.table.planning import block_of, pasted
        from widgets.table.tsv import lines

        clip, grid = self._clip(), lines(QApplication.clipboard().text())
        if clip is None or not grid:
            return
        if sum(len(line) for line in grid) > MOST:
            self._target_too_large()
            return
        first, chosen = clip.bands[0], clip.chosen
        shown = [place for place, _column in clip.columns]
        start = shown.index(chosen[0][0])
        room = (clip.total - first.first, len(shown) - start)
        selected = (first.rows, len(chosen)) if len(clip.bands) == 1 else (1, 1)
        block = block_of(grid, selected, room)
        if block.rows * block.columns > MOST:
            self._target_too_large()
            return
        places = frozenset(shown[start : start + block.columns])
        band = Band(first.first, first.first + block.rows - 1, places)
        self.run(partial(pasted, replace(clip, bands=(band,)), block))

    def _target_too_large(self) -> None:
        most = integer(MOST, self._model.words.locale)
        self.cell.say_at_current(self.tr("At most {most} cells at once.").format(most=most))

    # asking and the answer

    def propose(self, plan: Plan) -> None:
        """Ask for what is small and sound; show the rest first."""
        if not plan.edits and not plan.problems and not plan.notes:
            return
        if plan.problems or plan.notes or len(plan.edits) > AT_ONCE[plan.how]:
            self._preview(plan)
        else:
            self.send(plan.act)

    def _preview(self, plan: Plan) -> None:
        from widgets.table.preview import PreviewDialog

        dialog = PreviewDialog(plan, self._model.columns, self._model.words, self._view)
        dialog.agreed.connect(self.send)
        dialog.open()

    def send(self, edits: Edits) -> None:
        """Show the new values muted, and ask for them."""
        self._model.overlay.add(self._cells(edits))
        self._view.viewport().update()
        self.wanted.emit(edits)

    def _places(self) -> dict[str, int]:
        return {column.key: place for place, column in enumerate(self._model.columns)}

    def _cells(self, edits: Edits) -> Cells:
        if self._sent is None or self._sent[0] is not edits:
            places, cells = self._places(), defaultdict[Key, dict[int, Value]](dict)
            for key, column, _old, new in edits.edits:
                cells[key][places[column]] = new
            self._sent = (edits, dict(cells))
        return self._sent[1]

    def _settle(self, edits: Edits) -> Cells:
        cells = self._cells(edits)
        self._model.overlay.drop(cells)
        return cells

    def done(self, edits: Edits) -> None:
        """They were saved."""
        self._model.patch(self._settle(edits))

    def refused(self, edits: Edits, why: str, keys: frozenset[Key] | None = None) -> None:
        """They were not saved: the old values come back, the cells (of ``keys``) say why."""
        for key, row in self._settle(edits).items():
            if keys is None or key in keys:
                self._model.overlay.refused.update(((key, place), why) for place in row)
        self._model.repaint_all()
        rect = self._rect_of(edits)
        if rect is not None:
            self.cell.say(why, rect)

    def _rect_of(self, edits: Edits) -> QRect | None:
        """Where the first of them is seen."""
        first = edits.edits[0]
        for number, row in self._model.rows_now():
            if row.key == first.key:
                index = self._model.index(number, self._places()[first.column])
                rect = self._view.visualRect(index)
                return rect if self._view.viewport().rect().intersects(rect) else None
        return None
