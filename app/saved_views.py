"""Saved views of tables as plain data: a person's own on this machine, shared ones in the shop.

What a person arranges by hand (widths, the last sort) is no view: the layout keeps it, by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import settings
from app.context import Context
from app.shop import Place


@dataclass(frozen=True, slots=True)
class Shared:
    """A view that everybody in the shop sees."""

    owner: str
    data: Any


def load(place: Place, person: str, tab: str) -> list[Any]:
    """A person's own views of a tab as they were kept; whatever else stands there is nothing."""
    kept = _of(_of(_of(_stored(), _name(place)), person), tab)
    return list(kept) if isinstance(kept, list) else []


def keep(place: Place, person: str, tab: str, views: Sequence[Mapping[str, Any]]) -> None:
    """Keep these, and no others, for a person and a tab."""
    stored = _stored()
    shop = _mapping(_of(stored, _name(place)))
    mine = _mapping(_of(shop, person))
    mine[tab] = [dict(one) for one in views]
    settings.save(views=stored | {_name(place): shop | {person: mine}})


def shared(context: Context, tab: str) -> list[Shared]:
    """The views of a tab that are shared (reads: call it from a job)."""
    from engines.identity.views import shared_views

    found = []
    for one in context.shop.database.read(lambda c: shared_views(c, tab)):
        try:
            found.append(Shared(one.owner, json.loads(one.body)))
        except ValueError:
            continue  # from a newer program, or from elsewhere
    return found


def may_change(context: Context, owner: str) -> bool:
    """Whether the person who acts may replace or remove what `owner` shares."""
    from engines.identity import views

    return views.may_change(context.actor, owner)


def share(context: Context, tab: str, view: Mapping[str, Any]) -> None:
    """Share a view (writes: call it from a job). Raises ViewOfAnother."""
    from engines.identity import views

    body = json.dumps(dict(view), ensure_ascii=False)
    context.shop.database.write_derived(
        lambda c: views.share(c, context.actor, tab, str(view["name"]), body)
    )


def unshare(context: Context, tab: str, name: str) -> None:
    """Remove a shared view (writes: call it from a job). Raises ViewOfAnother."""
    from engines.identity import views

    context.shop.database.write_derived(lambda c: views.unshare(c, context.actor, tab, name))


def _stored() -> dict[str, Any]:
    return _mapping(settings.load()["views"])


def _of(stored: object, key: str) -> object:
    return stored.get(key) if isinstance(stored, Mapping) else None


def _mapping(stored: object) -> dict[str, Any]:
    return dict(stored) if isinstance(stored, Mapping) else {}


def _name(place: Place) -> str:
    """The same shop has one name, whichever way its folder was written."""
    return str(place.folder.resolve())
