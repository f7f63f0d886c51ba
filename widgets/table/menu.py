"""What can be done in a table, as menus with their keys.

``cell_menu(view)``: the selected cells; ``extend_header(view, menu, column)``: groups and marks in
a column's menu; ``add_group_acts(menu, view)``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from widgets.table.keys import key_of

if TYPE_CHECKING:
    from widgets.table.view import TableView


def add_act(menu: QMenu, view: TableView, name: str, words: str, *, enabled: bool = True) -> None:
    """One act; its key is the table's own, the menu only shows it."""
    shown = QKeySequence(key_of(name)).toString(QKeySequence.SequenceFormat.NativeText)
    action = menu.addAction(f"{words}\t{shown}" if shown else words)
    action.setEnabled(enabled)
    action.triggered.connect(lambda: view.act(name))


def cell_menu(view: TableView) -> QMenu:
    """Copy, paste, fill, clear, change many; rows and columns."""
    translate = QCoreApplication.translate
    menu = QMenu(view)
    chosen = view.chosen.bands()
    columns = frozenset(place for one in chosen for place in one.columns)
    can = any(view.pages.columns[place].editable for place in columns)
    add_act(menu, view, "copy", translate("CellMenu", "Copy"), enabled=bool(chosen))
    if any(column.editable for column in view.pages.columns):
        index = view.currentIndex()
        here = view.editing.cell.editable(index.row(), index.column())
        add_act(menu, view, "paste", translate("CellMenu", "Paste"), enabled=bool(chosen))
        menu.addSeparator()
        add_act(menu, view, "edit", translate("CellMenu", "Edit"), enabled=here)
        add_act(menu, view, "fill", translate("CellMenu", "Fill down"), enabled=can)
        add_act(menu, view, "clear", translate("CellMenu", "Clear"), enabled=can)
        add_act(menu, view, "set", translate("CellMenu", "Change values…"), enabled=bool(chosen))
    menu.addSeparator()
    add_act(menu, view, "rows", translate("CellMenu", "Select rows"))
    add_act(menu, view, "columns", translate("CellMenu", "Select columns"))
    add_act(menu, view, "all", translate("CellMenu", "Select all"))
    if view.grouping.key:
        menu.addSeparator()
        add_group_acts(menu, view)
    return menu


def add_group_acts(menu: QMenu, view: TableView) -> None:
    """Open and close all groups, or show plain rows."""
    translate = QCoreApplication.translate
    if view.grouping.key:
        add_act(menu, view, "open_all", translate("CellMenu", "Open all groups"))
        add_act(menu, view, "close_all", translate("CellMenu", "Close all groups"))
        menu.addAction(translate("CellMenu", "No groups"), lambda: view.grouping.by(""))


def extend_header(view: TableView, menu: QMenu, column: int) -> None:
    """Groups and marks."""
    translate = QCoreApplication.translate
    columns = view.pages.columns
    menu.addSeparator()
    if view.grouping.can and 0 <= column < len(columns) and columns[column].groupable:
        words = translate("CellMenu", "Group by {column}").format(column=columns[column].title)
        menu.addAction(words, lambda: view.grouping.by(columns[column].key))
    add_group_acts(menu, view)
    add_act(menu, view, "marks", translate("CellMenu", "Marks…"))
