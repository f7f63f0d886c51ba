"""Settings of this machine: declared once, kept in one small JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.shop import Place


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, its value until a person chooses, what may be chosen, what it is."""

    name: str
    default: Any
    choices: tuple[Any, ...]
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("language", "", ("", "en", "zh_CN"), "Language; empty follows the system."),
    Setting("theme", "system", ("system", "light", "dark"), "Colours of the window."),
    Setting("last_shop", "", (), "The shop that was open last."),
    Setting("layout", {}, (), "Sizes and places of the window's parts, kept by themselves."),
    Setting("views", {}, (), "Views of tables that a person saved, by shop and tab."),
    Setting("shops", {}, (), "When each shop was last verified and backed up on this machine."),
)
_BY_NAME = {one.name: one for one in SETTINGS}


def folder() -> Path:
    """Where settings lie: COUNTERFOIL_CONFIG, else the platform's place for them."""
    told = os.environ.get("COUNTERFOIL_CONFIG")
    if told:
        return Path(told)
    import platformdirs

    return Path(platformdirs.user_config_dir("Counterfoil", appauthor=False))


def load() -> dict[str, Any]:
    """All settings; what is not set or not valid has its default."""
    values = {one.name: one.default for one in SETTINGS}
    try:
        stored = json.loads((folder() / "settings.json").read_text("utf-8"))
    except (OSError, ValueError):
        return values
    if isinstance(stored, Mapping):
        for name, value in stored.items():
            known = _BY_NAME.get(name)
            fits = known and isinstance(value, type(known.default))
            if known and fits and (not known.choices or value in known.choices):
                values[name] = value
    return values


def save(**changed: Any) -> None:
    """Set some settings; the file is written whole beside and renamed. Unwritable: not kept."""
    values = load() | changed
    target = folder() / "settings.json"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
        part.replace(target)
    except OSError:
        # A machine whose settings cannot be kept is still usable.
        return


def last_shop() -> Place | None:
    """The shop that was open last, if there was one."""
    told = load()["last_shop"]
    return Place(Path(told)) if told else None
