"""Backing up from the window: where to, then a job; this machine remembers that it was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app import machine
from app.context import Context
from engines.database.backup import Copied, backup
from engines.database.moments import now_us


def ask_and_back_up(
    context: Context,
    parent: QWidget,
    done: Callable[[str], None],
    failed: Callable[[Exception], None],
) -> None:
    """Ask for a file, then copy the shop into it; `done` hears what to tell the person."""
    translate = QCoreApplication.translate
    file, _ = QFileDialog.getSaveFileName(
        parent,
        translate("Backup", "Back up the shop"),
        "counterfoil-backup.db",
        "*.db",
        # A backup never replaces a file, so the dialog must not offer it.
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if file:
        back_up(context, Path(file), done, failed)


def back_up(
    context: Context, file: Path, done: Callable[[str], None], failed: Callable[[Exception], None]
) -> None:
    """Copy the shop into `file` as a job."""
    translate = QCoreApplication.translate
    place, key = context.shop.place, context.shop.key

    def finished(copied: Copied) -> None:
        machine.note_backup(place, now_us())
        context.notices.checked.emit()
        text = translate("Backup", "Backed up. SHA-256 {digest}")
        done(text.format(digest=copied.sha256[:16] + "…"))

    def stopped(error: Exception) -> None:
        context.notices.stopped.emit("backup", error)
        failed(error)

    context.jobs.start(
        translate("Backup", "Backing up"),
        lambda ticket: backup(place.database, file, key, ticket),
        finished,
        stopped,
    )
