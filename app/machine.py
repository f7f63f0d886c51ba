"""What this machine knows of a shop: its last verification and backup, its watched folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from app import settings
from app.shop import Place


@dataclass(frozen=True, slots=True)
class Known:
    """When a shop was last verified and backed up here, and the folder whose files it takes."""

    verified_us: int | None = None
    problems: int = 0
    backed_up_us: int | None = None
    watched: str = ""


def known(place: Place) -> Known:
    """What this machine knows of a shop; nothing, for one it never checked."""
    stored = _stored().get(_name(place))
    if not isinstance(stored, Mapping):
        return Known()
    numbers = {key: value for key, value in stored.items() if isinstance(value, int)}
    watched = stored.get("watched")
    return Known(
        numbers.get("verified_us"),
        numbers.get("problems", 0),
        numbers.get("backed_up_us"),
        watched if isinstance(watched, str) else "",
    )


def note_verified(place: Place, at_us: int, problems: int) -> None:
    """Keep that the whole ledger was checked, and how many problems there were."""
    _keep(place, replace(known(place), verified_us=at_us, problems=problems))


def note_backup(place: Place, at_us: int) -> None:
    """Keep that a backup was made."""
    _keep(place, replace(known(place), backed_up_us=at_us))


def note_watched(place: Place, folder: str) -> None:
    """Keep which folder's files the shop takes; empty for none."""
    _keep(place, replace(known(place), watched=folder))


def _keep(place: Place, facts: Known) -> None:
    settings.save(shops=_stored() | {_name(place): asdict(facts)})


def _stored() -> dict[str, Any]:
    stored = settings.load()["shops"]
    return dict(stored) if isinstance(stored, Mapping) else {}


def _name(place: Place) -> str:
    """The same shop has one name, whichever way its folder was written."""
    return str(place.folder.resolve())
