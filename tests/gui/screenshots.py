"""Pictures of every tab and dialog, light and dark, English and Chinese.

Run by `python3 dev.py screenshots FOLDER`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from app import settings
from app.demo import make_demo
from app.shop import Place
from engines.database.ticket import Untold
from ui.dialogs import KeysDialog, SettingsDialog
from ui.importing.import_dialog import ImportDialog
from ui.ledger.ledger_page import LedgerPage
from ui.orders.orders_page import OrdersPage
from ui.start import Program
from ui.window import MainWindow

LOOKS = [(theme, language) for theme in ("light", "dark") for language in ("en", "zh_CN")]


def pictures(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each state worth a picture, by name."""
    for tab in window.rail.tabs():
        page = window.show_tab(tab)
        _settle()
        if isinstance(page, OrdersPage):
            page.show_view("to_ship")
        _settle()
        page.table.setFocus()
        page.table.selectRow(2)
        _settle()
        yield tab, window
        if isinstance(page, LedgerPage):
            page.verify()
            _settle()
            yield "ledger-verified", window
    for name, dialog in (
        ("import", ImportDialog(window.context, window)),
        ("settings", SettingsDialog(window)),
        ("keys", KeysDialog(window.actions_list, window)),
    ):
        dialog.show()
        _settle()
        yield name, dialog
        dialog.close()


def _settle() -> None:
    for _ in range(20):
        QCoreApplication.processEvents()


def main(folder: Path) -> None:
    """Write all pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        os.environ["COUNTERFOIL_CONFIG"] = work
        app = QApplication([])
        shop = make_demo(Place(Path(work) / "demo"), "small", Untold())
        place = shop.place
        shop.close()
        program = Program(app, inline=True)
        for theme, language in LOOKS:
            settings.save(theme=theme, language=language, last_shop="", layout={})
            program.dress()
            if (theme, language) == LOOKS[0]:
                program.start(None)
                _settle()
                if program.window is not None:
                    program.window.grab().save(str(folder / "first-run.png"))
            program.start(place)
            window = program.window
            if not isinstance(window, MainWindow):
                raise RuntimeError("no window")
            window.resize(1440, 900)
            for name, widget in pictures(window):
                widget.grab().save(str(folder / f"{name}-{theme}-{language}.png"))
            window.close()
            _settle()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
