"""Saved views of tables, private to this machine, kept by shop and tab as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app import settings
from app.shop import Place

MOST = 100  # of one tab


def load(place: Place, tab: str) -> list[Any]:
    """The views of a tab as they were kept; whatever else stands there is nothing."""
    mine = _stored().get(_name(place))
    kept = mine.get(tab) if isinstance(mine, Mapping) else None
    return list(kept) if isinstance(kept, list) else []


def keep(place: Place, tab: str, views: Sequence[Mapping[str, Any]]) -> None:
    """Keep these, and no others, for a tab."""
    stored = _stored()
    mine = stored.get(_name(place))
    tabs = dict(mine) if isinstance(mine, Mapping) else {}
    tabs[tab] = [dict(one) for one in views[:MOST]]
    settings.save(views=stored | {_name(place): tabs})


def _stored() -> dict[str, Any]:
    stored = settings.load()["views"]
    return dict(stored) if isinstance(stored, Mapping) else {}


def _name(place: Place) -> str:
    """The same shop has one name, whichever way its folder was written."""
    return str(place.folder.resolve())
