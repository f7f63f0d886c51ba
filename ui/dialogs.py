"""Settings, one's password, sign-in."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app import messages, settings
from app.context import Context
from app.shop import Shop
from engines.database.change import Actor
from engines.database.errors import CounterfoilError
from engines.identity import commands as identity
from engines.identity import queries as people
from ui.setting_words import choice_words, setting_labels
from widgets.dialogs import FormDialog


class SettingsDialog(FormDialog):
    """Settings of this machine."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, first: str = "") -> None:
        """The setting called `first` has the focus."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Settings"))
        self.verb.setText(self.tr("Save"))
        now, words, labels = settings.load(), choice_words(), setting_labels()
        for one in settings.SETTINGS:
            if not one.choices:
                continue
            box = QComboBox()
            for choice in one.choices:
                box.addItem(words.get(choice, choice), choice)
            box.setCurrentIndex(one.choices.index(now[one.name]))
            self.add(one.name, labels.get(one.name, one.name), box)
            if one.name == first:
                box.setFocus()

    def accept(self) -> None:
        """Keep what was chosen and show it at once."""
        chosen = {one.name: self.value(one.name) for one in settings.SETTINGS if one.choices}
        settings.save(**chosen)
        super().accept()
        self.changed.emit()


class PasswordDialog(FormDialog):
    """Set one's own password."""

    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.context = context
        self.setWindowTitle(self.tr("Set my password"))
        self.verb.setText(self.tr("Set password"))
        self.note(self.tr("Whoever opens this shop will then be asked to sign in."))
        for key, label in (("password", self.tr("Password")), ("again", self.tr("Again"))):
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            self.add(key, label, field)
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        if self.value("password") != self.value("again"):
            return "again", self.tr("The two do not match.")
        name, password = self.context.actor.name, self.value("password")
        try:
            self.context.change(
                "set password",
                lambda c: identity.set_password(c, name=name, password=password),
            )
        except CounterfoilError as error:
            return "password", messages.say(error, QLocale().name())
        return None


class SignInDialog(FormDialog):
    """Who acts in a shop that asks."""

    def __init__(self, shop: Shop, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.shop = shop
        self.actor: Actor | None = None
        self.setWindowTitle(self.tr("Sign in"))
        self.verb.setText(self.tr("Sign in"))
        self.note(shop.about.name)
        names = QComboBox()
        names.addItems([one.name for one in shop.database.read(people.people) if one.active])
        self.add("name", self.tr("Name"), names)
        password = QLineEdit()
        password.setEchoMode(QLineEdit.EchoMode.Password)
        self.add("password", self.tr("Password"), password)
        self.check = self._check

    def _check(self) -> tuple[str, str] | None:
        name, password = self.value("name"), self.value("password")
        try:
            person = self.shop.database.write_derived(
                lambda c: identity.check_password(c, name, password)
            )
        except CounterfoilError as error:
            return "password", messages.say(error, QLocale().name())
        if person is None:
            return "password", messages.say(identity.sign_in_failed(name), QLocale().name())
        self.actor = person.actor
        return None
