"""Light and dark from tokens: application palette first, one short style sheet second.

- ``load(name) -> Theme``: the tokens of ``resources/themes/<name>.toml``
- ``apply(app, mode, language) -> Theme``: mode ``light``, ``dark`` or ``system`` (follows it)
- ``current() -> Theme``: the theme applied last, for parts that paint themselves
- ``mark(widget, look)``: gives a widget a look: ``card figure heading section muted small bold
  primary danger flat chip bar rail bad positive warning negative``
- ``tabular(font) -> QFont``: the font with figures of one width
- ``PAIRS``: every (text, background) pair of tokens in use

This is the only module that names a colour or sets a style sheet.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from widgets.theme_sheet import style_sheet
from widgets.theme_tokens import Theme

__all__ = ["PAIRS", "Mode", "Theme", "apply", "current", "load", "mark", "mono", "tabular"]

Mode = Literal["light", "dark", "system"]
# macOS, Windows, Linux.
SIMPLIFIED_CHINESE = ("PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC")
THEMES = Path(__file__).parents[1] / "resources" / "themes"

PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "selection"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "selection"),
    ("accent", "window"),
    ("accent", "surface"),
    ("accent", "raised"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("positive", "surface"),
    ("positive", "positive_soft"),
    ("warning", "surface"),
    ("warning", "warning_soft"),
    ("negative", "surface"),
    ("negative", "negative_soft"),
    ("negative", "window"),
)


@lru_cache(maxsize=4)
def load(name: str) -> Theme:
    """The tokens of one theme file. Raises FileNotFoundError or KeyError for a broken one."""
    tokens = tomllib.loads((THEMES / f"{name}.toml").read_text(encoding="utf-8"))
    steps, radius, scale = tokens["space"]["steps"], tokens["radius"], tokens["type"]
    return Theme(
        name=tokens["name"],
        **tokens["colour"],
        series=tuple(tokens["series"]["colours"]),
        space=tuple(steps),
        radius_control=radius["control"],
        radius_card=radius["card"],
        radius_pill=radius["pill"],
        small=scale["small"],
        base=scale["base"],
        heading=scale["heading"],
        figure=scale["figure"],
    )


@dataclass(frozen=True)
class _Role:
    role: QPalette.ColorRole
    token: str


_ROLES = (
    _Role(QPalette.ColorRole.Window, "window"),
    _Role(QPalette.ColorRole.WindowText, "text"),
    _Role(QPalette.ColorRole.Base, "surface"),
    _Role(QPalette.ColorRole.AlternateBase, "surface"),
    _Role(QPalette.ColorRole.Text, "text"),
    _Role(QPalette.ColorRole.Button, "raised"),
    _Role(QPalette.ColorRole.ButtonText, "text"),
    _Role(QPalette.ColorRole.BrightText, "negative"),
    _Role(QPalette.ColorRole.Highlight, "selection"),
    _Role(QPalette.ColorRole.HighlightedText, "text"),
    _Role(QPalette.ColorRole.Link, "accent"),
    _Role(QPalette.ColorRole.LinkVisited, "accent"),
    _Role(QPalette.ColorRole.PlaceholderText, "muted"),
    _Role(QPalette.ColorRole.ToolTipBase, "raised"),
    _Role(QPalette.ColorRole.ToolTipText, "text"),
    _Role(QPalette.ColorRole.Accent, "accent"),
    _Role(QPalette.ColorRole.Light, "raised"),
    _Role(QPalette.ColorRole.Midlight, "window"),
    _Role(QPalette.ColorRole.Mid, "line"),
    _Role(QPalette.ColorRole.Dark, "line"),
)


def palette(theme: Theme) -> QPalette:
    """The application palette; what is disabled is said in the muted colour."""
    result = QPalette()
    for item in _ROLES:
        result.setColor(item.role, QColor(getattr(theme, item.token)))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.HighlightedText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result


class _Follower(QObject):
    """Lives on the application: remembers the mode and repaints when the system changes."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme-follower")
        self._app = app
        self.mode: Mode = "system"
        self.language = "en"
        self.theme = load("light")
        app.styleHints().colorSchemeChanged.connect(self._changed)

    def _changed(self) -> None:
        if self.mode == "system":
            self.paint(_system_name(self._app))

    def paint(self, name: str) -> None:
        self.theme = load(name)
        if self._app.style().objectName() != "fusion":
            self._app.setStyle(QStyleFactory.create("Fusion"))
        self._app.setPalette(palette(self.theme))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPixelSize(self.theme.base)
        if self.language.startswith("zh"):
            # Named, or a fallback may pick Japanese shapes or a bold cut for Chinese text.
            font.setFamilies([*font.families(), *SIMPLIFIED_CHINESE])
        self._app.setFont(font)
        self._app.setStyleSheet(style_sheet(self.theme))


def _system_name(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _follower(app: QApplication) -> _Follower | None:
    found = app.findChild(_Follower, "theme-follower")
    return found if isinstance(found, _Follower) else None


def apply(app: QApplication, mode: Mode, language: str = "en") -> Theme:
    """Paint the whole program; may be called again at any time. Returns the theme now in force."""
    follower = _follower(app) or _Follower(app)
    follower.mode, follower.language = mode, language
    hints = app.styleHints()
    if mode == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
    follower.paint(_system_name(app) if mode == "system" else mode)
    return follower.theme


def current() -> Theme:
    """The theme applied last; the light one before any."""
    app = QApplication.instance()
    follower = _follower(app) if isinstance(app, QApplication) else None
    return follower.theme if follower else load("light")


def mark(widget: QWidget, look: str) -> None:
    """Give the widget a look from the style sheet, at once."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # What was not shown yet is dressed once, when it is.
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width (OpenType ``tnum``)."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def mono() -> QFont:
    """The platform's fixed-width font, for hashes and exact text."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(current().small)
    return font
