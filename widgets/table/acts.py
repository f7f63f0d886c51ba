"""What keys and menus do in a table, by name: ``named_acts(view)``; ``ask_marks(view)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from widgets.table.view import TableView


def named_acts(view: TableView) -> Mapping[str, Callable[[], object]]:
    """Every act; what is seldom needed is made when it is first asked for."""
    return {
        "copy": view.copy,
        "find": view.find_wanted.emit,
        "all": view.selectAll,
        "rows": view.choose_rows,
        "columns": view.select_columns,
        "down": lambda: view.step(1),
        "up": lambda: view.step(-1),
        "open": lambda: view.open_at(view.currentIndex()),
        "filters": lambda: view.set_filters_shown(not view.titles.filters_shown),
        "compact": lambda: view.set_compact(not view.compact),
        "column_menu": lambda: open_column_menu(view),
        "edit": lambda: view.editing.begin(),
        "paste": lambda: view.editing.paste(),
        "fill": lambda: view.editing.fill(),
        "clear": lambda: view.editing.clear(),
        "today": lambda: view.editing.today(),
        "set": lambda: view.editing.ask_operation(),
        "toggle": lambda: view.grouping.toggle(view.currentIndex().row()),
        "open_all": lambda: view.grouping.open_all(),
        "close_all": lambda: view.grouping.close_all(),
        "marks": lambda: ask_marks(view),
        "export": view.export_wanted.emit,
        "print": view.print_wanted.emit,
    }


def open_column_menu(view: TableView) -> None:
    """The menu of the current column, under its title: sort, hide, group without a mouse."""
    column = max(view.currentIndex().column(), 0)
    header = view.titles
    left = 0 if column == 0 else header.sectionViewportPosition(column)
    view.arrangement.open_menu(column, header.mapToGlobal(QPoint(left, header.height())))


def ask_marks(view: TableView) -> None:
    """Ask which cells are to stand out."""
    from widgets.table.marks_dialog import MarksDialog

    pages = view.pages
    dialog = MarksDialog(pages.columns, pages.marks, pages.words, view)
    dialog.agreed.connect(pages.set_marks)
    dialog.open()
