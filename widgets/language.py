"""One mixin for all texts: ``Retranslated`` calls ``retranslate()`` at LanguageChange.

``class Page(Retranslated, QWidget)``: the mixin stands first; set all texts in ``retranslate`` and
call it once at the end of ``__init__``.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class Retranslated(QWidget):
    """A widget that writes its words anew when the language changes."""

    def retranslate(self) -> None:
        """Write every text; a subclass says which."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
