"""What a table asks its page for beside rows: words, and the next action.

``TableAnswers(page)``: Ctrl+F, what was copied, what an error means, why there are no rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from engines.database.errors import CounterfoilError
from engines.identity.rights import Right
from widgets.table.text import integer

if TYPE_CHECKING:
    from ui.table_page import TablePage


class TableAnswers(QObject):
    """One page's table, answered."""

    def __init__(self, page: TablePage) -> None:
        super().__init__(page)
        self._page, self._empty = page, ("", "")
        self._next: tuple[str, str] | None = None
        table = page.table
        table.find_wanted.connect(page.to_find)
        table.copied.connect(self._copied)
        table.copy_failed.connect(page.failed)
        table.empty_action.connect(self._go_on)
        table.overlay.say_error = say_error
        page.model.where_changed.connect(self._say_empty)

    def set_empty(self, title: str, text: str = "", action: tuple[str, str] | None = None) -> None:
        """Why there are no rows when nothing is filtered, and what to do.

        `action` is an action of the window and its words; without it, who may can import.
        """
        self._empty, self._next = (title, text), action
        self._say_empty()

    def _say_empty(self) -> None:
        title, text = self._empty
        if self._page.model.where:
            words = self.tr("No row fulfils all conditions.")
            self._page.table.set_empty(title, words, self.tr("Show all rows"))
        elif self._next is not None:
            self._page.table.set_empty(title, text, self._next[1])
        else:
            may = self._page.context.may(Right.IMPORT)
            self._page.table.set_empty(title, text, self.tr("Import files…") if may else "")

    def _go_on(self) -> None:
        if self._page.model.where:
            self._page.show_all()
        else:
            self._page.action_wanted.emit("import" if self._next is None else self._next[0])

    def _copied(self, rows: int) -> None:
        words = self.tr("Copied {count} rows").format(count=integer(rows, QLocale()))
        self._page.said.emit(words, "neutral")


def say_error(error: Exception) -> str:
    """What went wrong, in the language of the window."""
    if not isinstance(error, CounterfoilError):
        return str(error)
    from app import messages

    return messages.say(error, QLocale().name())
