"""What a person sees of the watched folder: choosing it, and a notice for each file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QFileDialog, QWidget

from app import messages
from app.context import Context
from app.watching import Taken
from ui.importing.watcher import Watcher
from widgets.notices import Notices
from widgets.table.text import integer


def make_watcher(
    context: Context, toasts: Notices, undo: Callable[[], None], parent: QWidget
) -> Watcher:
    """A watcher whose findings are told in notices; an import can be undone from there."""
    watcher = Watcher(context, parent)
    watcher.taken.connect(lambda taken: tell(taken, toasts, undo))
    return watcher


def tell(taken: Taken, toasts: Notices, undo: Callable[[], None]) -> None:
    """Say what came of a file of the watched folder."""
    translate, name = QCoreApplication.translate, taken.file.name
    if taken.error is not None:
        words = translate("Watching", "{file} stays in the watched folder: {why}")
        why = messages.say(taken.error, QLocale().name())
        toasts.show_notice(words.format(file=name, why=why), "negative")
    elif taken.outcome is not None and taken.outcome.applied:
        count = integer(taken.outcome.plan.accepted, QLocale())
        words = translate("Watching", "{file}: imported {count} rows")
        text = words.format(file=name, count=count)
        toasts.show_notice(text, "positive", translate("Watching", "Undo"), undo)
    else:
        words = translate("Watching", "{file} brings nothing new")
        toasts.show_notice(words.format(file=name))


def choose_folder(watcher: Watcher, toasts: Notices, parent: QWidget) -> None:
    """Ask for the folder to watch; where one is watched already, offer to stop."""
    translate = QCoreApplication.translate
    if watcher.watch is not None:
        words = translate("Watching", "Watching {folder}").format(folder=watcher.watch.folder)
        toasts.show_notice(words, "neutral", translate("Watching", "Stop"), watcher.stop)
        return
    title = translate("Watching", "The folder to watch for files to import")
    folder = QFileDialog.getExistingDirectory(parent, title)
    if folder:
        watcher.start(Path(folder))
        words = translate("Watching", "Files that come into {folder} are imported")
        toasts.show_notice(words.format(folder=folder))
