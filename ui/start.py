"""Opening the program: theme and language first, then the shop that was open last."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from app import settings
from app.context import Context
from app.jobs import Jobs
from app.shop import Place, Shop, key_for
from engines.database.change import Actor
from engines.database.errors import CounterfoilError
from ui.window import MainWindow
from widgets import theme

if TYPE_CHECKING:
    from ui.first_run import FirstRun

TRANSLATIONS = Path(__file__).parents[1] / "resources" / "translations"
COLLECT_AFTER_MS = 1_000
COLLECT_EVERY = 20_000  # new objects


class Program:
    """The running program: one application, one window at a time."""

    def __init__(self, app: QApplication, *, inline: bool = False, language: str = "") -> None:
        """With `inline`, jobs run at once in this thread (tests); `language` beats the setting."""
        self.app, self.inline = app, inline
        self.language = language or os.environ.get("COUNTERFOIL_LANG", "")
        self.window: QMainWindow | None = None
        self._translator = QTranslator(app)
        self.dress()

    def dress(self) -> None:
        """Theme and language as the settings say."""
        chosen = settings.load()
        language = self.language or chosen["language"]
        name = language or QLocale.system().name()
        if name == "C":
            name = "en"  # a machine without a locale still wants digits grouped and dates readable
        theme.apply(self.app, chosen["theme"], name)
        QLocale.setDefault(QLocale(name))
        self.app.removeTranslator(self._translator)
        if name.startswith("zh") and self._translator.load(str(TRANSLATIONS / "zh_CN.qm")):
            self.app.installTranslator(self._translator)

    def start(self, place: Place | None) -> None:
        """Open the shop at `place` (or the one open last); else the first window."""
        place = place or settings.last_shop()
        if place is None:
            self.show_first_run()
            return
        try:
            shop = Shop(place, key_for(place))
        except CounterfoilError as error:
            self.show_first_run().not_opened(place, error)
            return
        self.open_shop(shop, importing=False)

    def show_first_run(self) -> FirstRun:
        """The window with three doors."""
        from ui.first_run import FirstWindow

        window = FirstWindow(settings.folder() / "shops", Jobs(inline=self.inline))
        window.first.opened.connect(self._opened)
        self._swap(window)
        return window.first

    def _opened(self, shop: Shop, actor: Actor | None, importing: bool) -> None:
        self.open_shop(shop, importing=importing, actor=actor)

    def open_shop(
        self, shop: Shop, *, importing: bool, actor: Actor | None = None
    ) -> MainWindow | None:
        """Show an open shop, after a sign-in where it asks for one and nobody is known to act."""
        actor = actor or shop.acting()
        if actor is None:
            from ui.dialogs import SignInDialog

            dialog = SignInDialog(shop, self.window)
            if dialog.exec() != QDialog.DialogCode.Accepted or dialog.actor is None:
                shop.close()
                if self.window is None:
                    self.show_first_run()
                return None
            actor = dialog.actor
        settings.save(last_shop=str(shop.place.folder))
        context = Context(shop, actor, Jobs(inline=self.inline))
        return self._show(context, importing=importing)

    def _show(self, context: Context, *, importing: bool = False) -> MainWindow:
        window = MainWindow(context)
        window.reopen_wanted.connect(self.show_first_run)
        window.appearance_changed.connect(self.redress)
        self._swap(window)
        window.show_tab(window.rail.tabs()[0])
        if importing:
            window.import_files()
        return window

    def redress(self) -> None:
        """Theme or language changed: the window is made anew over the same shop."""
        self.dress()
        old = self.window
        if isinstance(old, MainWindow):
            place, current = old.context.shop.place, old.current_tab()
            actor, key = old.context.actor, old.context.shop.key
            old.close()
            window = self._show(Context(Shop(place, key), actor, Jobs(inline=self.inline)))
            window.show_tab(current)

    def _swap(self, window: QMainWindow) -> None:
        old, self.window = self.window, window
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()


def place_of(arguments: Sequence[str]) -> Place | None:
    """The shop named by --shop or COUNTERFOIL_SHOP."""
    told = option(arguments, "--shop") or os.environ.get("COUNTERFOIL_SHOP")
    return Place(Path(told)) if told else None


def option(arguments: Sequence[str], name: str) -> str:
    """The value of an option, as `--shop PATH` or `--shop=PATH`; empty when it is not there."""
    rest = iter(arguments)
    for one in rest:
        if one == name:
            return next(rest, "")
        if one.startswith(name + "="):
            return one.removeprefix(name + "=")
    return ""


def main(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Counterfoil")
    if "--self-test" in arguments:
        from ui.self_test import run

        return run(app)
    program = Program(app, language=option(arguments, "--lang"))
    program.start(place_of(arguments))
    QTimer.singleShot(COLLECT_AFTER_MS, release_collector)
    return app.exec()


def release_collector() -> None:
    """What the start imported stays for good; only what comes later is looked through.

    Rows come as tuples by the ten thousand: to look for circles among every seven hundred of them
    cost a sixth of a large paste.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, 20, 20)
    gc.enable()
