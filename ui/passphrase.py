"""Opening an encrypted shop: its passphrase is asked for, and nowhere kept."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from app import messages
from app.shop import Place, Shop, open_upgraded
from engines.database.errors import CounterfoilError
from widgets.dialogs import FormDialog


class PassphraseDialog(FormDialog):
    """Asks until the passphrase opens the shop, or the person gives up."""

    opened = Signal(object)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.place = place
        self._shop: Shop | None = None
        self.setWindowTitle(self.tr("Open an encrypted shop"))
        self.verb.setText(self.tr("Open"))
        self.note(str(place.folder))
        self.phrase = self.add_secret("phrase", self.tr("Passphrase"))
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        try:
            self._shop = open_upgraded(self.place, self.phrase.text())
        except CounterfoilError as error:
            self.phrase.selectAll()
            return "phrase", messages.say(error, QLocale().name())
        return None

    def accept(self) -> None:
        """Close once the shop is open."""
        super().accept()
        if self._shop is not None:
            self.opened.emit(self._shop)
