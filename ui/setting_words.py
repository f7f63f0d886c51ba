"""What the settings and their choices are called: for the dialog, and for finding them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.actions import Say


def setting_labels(translate: Say = QCoreApplication.translate) -> dict[str, str]:
    """By name."""
    return {
        "language": translate("SettingsDialog", "Language"),
        "theme": translate("SettingsDialog", "Theme"),
    }


def choice_words(translate: Say = QCoreApplication.translate) -> dict[str, str]:
    """By value; languages have their own names."""
    return {
        "": translate("SettingsDialog", "as the system"),
        "system": translate("SettingsDialog", "as the system"),
        "en": "English",
        "zh_CN": "简体中文",
        "light": translate("SettingsDialog", "light"),
        "dark": translate("SettingsDialog", "dark"),
    }
