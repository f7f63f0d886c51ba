"""The dialog for a new shop: name and money, the owner's sign-in and encryption if wished."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app import messages
from app.founding import Wish
from engines.identity.commands import MINIMUM_PASSWORD
from engines.identity.errors import PasswordTooShort
from widgets.dialogs import FormDialog

CURRENCIES = "EUR USD GBP CNY JPY CHF CAD AUD SEK NOK DKK PLN CZK HUF SGD HKD INR".split()


class NewShopDialog(FormDialog):
    """Asks for what a new shop needs; all but the name has an answer already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("A new shop"))
        self.verb.setText(self.tr("Start"))
        self.add("name", self.tr("Name"), QLineEdit())
        currency, zone = QComboBox(), QComboBox()
        currency.addItems(CURRENCIES)
        zone.addItems(sorted(available_timezones()))
        zone.setCurrentText(bytes(QTimeZone.systemTimeZoneId().data()).decode())
        self.add("currency", self.tr("Currency"), currency)
        self.add("timezone", self.tr("Time zone"), zone)
        self.password = self.add_secret("password", self.tr("Owner's password"))
        self.again = self.add_secret("again", self.tr("Password again"))
        self.sentence(self.tr("Leave empty and whoever opens this shop acts as owner."))
        self.encrypt = QCheckBox(self.tr("Encrypt this shop"))
        self.form.addRow("", self.encrypt)
        self.phrase = self.add_secret("phrase", self.tr("Passphrase"))
        self.phrase_again = self.add_secret("phrase_again", self.tr("Passphrase again"))
        self.warning = self.sentence(
            self.tr("Asked for at each opening. Lose it, and nobody can open the shop again.")
        )
        self.encrypt.toggled.connect(self._encrypt)
        self._encrypt(False)
        self.check = self._check

    def _encrypt(self, wanted: bool) -> None:
        for part in (self.phrase, self.phrase_again, self.warning):
            self.form.setRowVisible(part, wanted)
        self.fit()
        if wanted:
            self.phrase.setFocus()

    def _check(self) -> tuple[str, str] | None:
        if not self.value("name"):
            return "name", self.tr("Give the shop a name.")
        if self.password.text() or self.again.text():
            wrong = self._check_pair("password", self.password, "again", self.again)
            if wrong is not None:
                return wrong
        if self.encrypt.isChecked():
            return self._check_pair("phrase", self.phrase, "phrase_again", self.phrase_again)
        return None

    def _check_pair(
        self, key: str, first: QLineEdit, again_key: str, again: QLineEdit
    ) -> tuple[str, str] | None:
        if len(first.text()) < MINIMUM_PASSWORD:
            short = PasswordTooShort(MINIMUM_PASSWORD)
            return key, messages.say(short, QLocale().name())
        if first.text() != again.text():
            return again_key, self.tr("The two do not match.")
        return None

    def wish(self) -> Wish:
        """What was asked for."""
        return Wish(
            self.value("name"),
            self.value("currency"),
            self.value("timezone"),
            password=self.password.text(),
            passphrase=self.phrase.text() if self.encrypt.isChecked() else "",
        )
