"""The one short style sheet, filled from the tokens: ``style_sheet(theme) -> str``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from widgets.theme_tokens import Theme

CHECKS = Path(__file__).parents[1] / "resources" / "themes"
_SHEET = Template("""
QToolTip { color: $text; background: $raised; border: 1px solid $line; padding: 4px; }
QFrame[look="card"] { background: $surface; border: 1px solid $line;
    border-radius: ${radius_card}px; }
QFrame[look="bar"] { background: $surface; border: none; }
QFrame[look="toast"] { background: $raised; border: 1px solid $line;
    border-radius: ${radius_card}px; }
QLabel[look="figure"] { font-size: ${figure}px; font-weight: 600; }
QLabel[look="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[look="section"] { font-size: ${small}px; font-weight: 500; color: $muted; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { color: $muted; font-size: ${small}px; }
QLabel[look="bold"] { font-weight: 600; }
QLabel[look="bad"], QLabel[look="negative"] { color: $negative; }
QLabel[look="positive"] { color: $positive; }
QLabel[look="warning"] { color: $warning; }

QLabel[look="bold-accent"] { font-weight: 600; color: $accent; }
QWidget[look="panel"] { background: $surface; }
QLabel[look="pill-neutral"], QLabel[look="pill-accent"], QLabel[look="pill-positive"],
QLabel[look="pill-warning"], QLabel[look="pill-negative"] {
    border-radius: 8px; padding: 2px 8px; font-size: ${small}px; }
QLabel[look="pill-neutral"] { background: $window; color: $muted; }
QLabel[look="pill-accent"] { background: $accent_soft; color: $accent; }
QLabel[look="pill-positive"] { background: $positive_soft; color: $positive; }
QLabel[look="pill-warning"] { background: $warning_soft; color: $warning; }
QLabel[look="pill-negative"] { background: $negative_soft; color: $negative; }

QPushButton { background: $raised; border: 1px solid $line; padding: 5px 12px;
    border-radius: ${radius_control}px; min-height: 18px; }
QPushButton:hover, QToolButton:hover { background: $accent_soft; }
QPushButton:pressed { background: $selection; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 4px 11px; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $window; color: $muted; border-color: $line; }
QPushButton[look="danger"] { color: $negative; }
QPushButton[look="flat"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[look="flat"]:disabled { color: $muted; }
QPushButton[look="flat"]:focus { border-color: $focus; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: $accent;
    text-align: left; padding: 1px 0; min-height: 18px; }
QPushButton[look="link"]:focus { border: 1px solid $focus; padding: 1px 0; }
QPushButton[look="chip"] { background: $surface; border-radius: 13px; padding: 3px 10px;
    font-size: ${small}px; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 2px 9px; }
QPushButton[look="chip"]:checked { color: $accent; border-color: $accent; }
QPushButton[look="add"] { background: transparent; border: 1px dashed $line; color: $muted;
    border-radius: 13px; padding: 3px 10px; font-size: ${small}px; }
QPushButton[look="add"]:focus { border: 2px solid $focus; padding: 2px 9px; }
QPushButton[look="drop"] { background: transparent; border: 1px dashed $muted; color: $muted;
    border-radius: ${radius_card}px; min-height: 64px; }
QPushButton[look="figure"] { background: $surface; border-radius: ${radius_card}px;
    text-align: left; padding: 0; }
QPushButton[look="figure"]:hover { border-color: $muted; background: $surface; }
QPushButton[look="figure"]:focus, QPushButton[look="figure"]:checked {
    border: 2px solid $accent; }
QPushButton[look="rail"] { background: transparent; border: 1px solid transparent; color: $muted;
    text-align: left; padding: 0; }
QPushButton[look="rail"]:hover { background: $window; }
QPushButton[look="rail"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[look="rail"]:focus { border: 2px solid $focus; }

QToolButton { background: transparent; border: 1px solid transparent; padding: 4px;
    border-radius: ${radius_control}px; }
QToolButton:focus { padding: 3px; }

QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    background: $surface; border: 1px solid $line; border-radius: ${radius_control}px;
    padding: 4px 8px; selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $focus; padding: 3px 7px; }
QLineEdit[look="bad"], QComboBox[look="bad"], QAbstractSpinBox[look="bad"],
QPlainTextEdit[look="bad"] { border-color: $negative; }
QLineEdit[look="filter"] { border-radius: 4px; padding: 1px 5px; font-size: ${small}px;
    background: $window; }
QLineEdit[look="filter"]:focus { padding: 0 4px; }
QLineEdit[look="filter-bad"] { border: 1px solid $negative; border-radius: 4px; padding: 1px 5px;
    font-size: ${small}px; }
QLineEdit[look="cell"], QComboBox[look="cell"] { border: 2px solid $focus; border-radius: 0;
    padding: 0 7px; }
QLineEdit[look="cell-bad"] { border: 2px solid $negative; border-radius: 0; padding: 0 7px; }
QLabel[look="cell-note"] { color: $negative; background: $negative_soft; padding: 3px 8px;
    border: 1px solid $negative; border-radius: 4px; font-size: ${small}px; }
QLineEdit[look="search"] { background: $window; min-height: 20px; }
QComboBox::drop-down { border: none; width: 18px; }

QCheckBox { spacing: 8px; }
QCheckBox::indicator, QTableView::indicator, QListView::indicator { width: 14px; height: 14px;
    border: 1px solid $muted; border-radius: 4px; background: $surface; }
QCheckBox::indicator:focus { border: 2px solid $focus; width: 12px; height: 12px; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:checked:focus { border-color: $text; }
QCheckBox::indicator:disabled { border-color: $line; }

QTableView { background: $surface; border: none; }
PreviewList::item { padding: 0 5px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
    border-bottom: 1px solid $line; padding: 0 8px; font-size: ${small}px; }
QListWidget[look="popup"] { background: $raised; border: 1px solid $line; padding: 4px 0; }
QListView, QTreeView { background: $surface; border: none; outline: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px;
    min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 4px 20px 4px 24px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px; }
""")


def style_sheet(theme: Theme) -> str:
    """The sheet for this theme; every value comes from a token."""
    # A tick in the colour that stands out from the accent; a sheet can only name files.
    check = (CHECKS / f"check-{theme.name}.svg").as_posix()
    return _SHEET.substitute(asdict(theme), check=check)
