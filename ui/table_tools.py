"""The buttons every table tab has: saved views, and what else can be done to a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from widgets import theme

if TYPE_CHECKING:
    from ui.table_page import TablePage


def add_tools(page: TablePage, tab: str) -> None:
    """Views beside the chips, More at the right; what they open is made when it is wanted."""
    translate = QCoreApplication.translate
    views = QPushButton(translate("TableTools", "Views"))
    theme.mark(views, "chip")
    views.clicked.connect(lambda: _views(page, tab, views))
    page.add_chip(views)
    more = page.add_button(translate("TableTools", "More"), lambda: _more(page, more))
    views.setAccessibleName(translate("TableTools", "Saved views"))
    views.setToolTip(translate("TableTools", "Show and save views of this table"))
    more.setAccessibleName(translate("TableTools", "More to do with this table"))
    more.setToolTip(translate("TableTools", "Export, print, group, mark and change"))
    page.table.export_wanted.connect(partial(_export, page))
    page.table.print_wanted.connect(partial(_print, page))


def _export(page: TablePage) -> None:
    from ui.exporting import export_table

    export_table(page)


def _print(page: TablePage) -> None:
    from ui.exporting import print_table

    print_table(page)


def _under(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height() + 2))


def _views(page: TablePage, tab: str, button: QPushButton) -> None:
    """The menu opens once it is known what is shared."""
    from ui.view_store import ShopViews
    from widgets.table.views_menu import ViewsMenu

    store = ShopViews(page.context, tab, page.failed.emit)

    def show() -> None:
        menu = ViewsMenu(page.table, store, page.preset, button)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(_under(button))

    store.load(show)


def more_menu(page: TablePage, parent: QWidget) -> QMenu:
    """What can be done to the whole table, with its keys."""
    from widgets.table.menu import add_act, add_group_acts

    translate, table, columns = QCoreApplication.translate, page.table, page.model.columns
    menu = QMenu(parent)
    if table.grouping.can:
        for column in columns:
            if column.groupable and column.key != table.grouping.key:
                words = translate("TableTools", "Group by {column}").format(column=column.title)
                menu.addAction(words, partial(table.grouping.by, column.key))
        add_group_acts(menu, table)
        menu.addSeparator()
    if any(column.editable for column in columns):
        add_act(menu, table, "set", translate("TableTools", "Change values…"))
    add_act(menu, table, "marks", translate("TableTools", "Marks…"))
    add_act(menu, table, "filters", translate("TableTools", "Filter row"))
    add_act(menu, table, "compact", translate("TableTools", "Compact rows"))
    menu.addSeparator()
    add_act(menu, table, "export", translate("TableTools", "Export…"))
    add_act(menu, table, "print", translate("TableTools", "Print…"))
    return menu


def _more(page: TablePage, button: QPushButton) -> None:
    menu = more_menu(page, button)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(_under(button))
