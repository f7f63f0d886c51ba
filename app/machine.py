"""What was done with a shop on this machine: its last verification, its last backup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from app import settings
from app.shop import Place


@dataclass(frozen=True, slots=True)
class Known:
    """When a shop was last verified here and what was found, and when it was last backed up."""

    verified_us: int | None = None
    problems: int = 0
    backed_up_us: int | None = None


def known(place: Place) -> Known:
    """What this machine knows of a shop; nothing, for one it never checked."""
    stored = _stored().get(_name(place))
    if not isinstance(stored, Mapping):
        return Known()
    numbers = {key: value for key, value in stored.items() if isinstance(value, int)}
    return Known(
        numbers.get("verified_us"), numbers.get("problems", 0), numbers.get("backed_up_us")
    )


def note_verified(place: Place, at_us: int, problems: int) -> None:
    """Keep that the whole ledger was checked, and how many problems there were."""
    _keep(place, replace(known(place), verified_us=at_us, problems=problems))


def note_backup(place: Place, at_us: int) -> None:
    """Keep that a backup was made."""
    _keep(place, replace(known(place), backed_up_us=at_us))


def _keep(place: Place, facts: Known) -> None:
    settings.save(shops=_stored() | {_name(place): asdict(facts)})


def _stored() -> dict[str, Any]:
    stored = settings.load()["shops"]
    return dict(stored) if isinstance(stored, Mapping) else {}


def _name(place: Place) -> str:
    """The same shop has one name, whichever way its folder was written."""
    return str(place.folder.resolve())
