"""Saved views: a name for how a table is arranged and what it shows.

- ``SavedView(name, state, filters, preset, group, marks, only_columns, shared, owner)``
- ``ViewStore``: where they are kept: ``views()``, ``save(view)``, ``remove(view)``, ``can_share``,
  ``may_change(view)``
- ``dump(view) -> dict`` / ``parse(data) -> SavedView | None``: plain data for any store
- ``MemoryStore()``: keeps them while the program runs (tests, galleries)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from widgets.table import state as table_state
from widgets.table.marks import Mark, from_plain, to_plain
from widgets.table.state import TableState

LONGEST = 60


@dataclass(frozen=True)
class SavedView:
    """``filters``: what stands in the filter row, by column key; ``preset``: the page's own choice
    (a key figure, a chip); ``only_columns``: a column set, which leaves all else as it is.
    ``owner``: who shares it with everybody.
    """

    name: str
    state: TableState
    filters: Mapping[str, str] = field(default_factory=dict)
    preset: str = ""
    group: str = ""
    marks: tuple[Mark, ...] = ()
    only_columns: bool = False
    shared: bool = False
    owner: str = ""


class ViewStore(Protocol):
    """Keeps views of one table: private ones, and ones shared with everybody in the shop."""

    @property
    def can_share(self) -> bool:
        """Whether views can be shared here."""
        ...

    def views(self) -> Sequence[SavedView]:
        """All of them, private ones first, by name."""
        ...

    def may_change(self, view: SavedView) -> bool:
        """Whether the person may replace or remove this view."""
        ...

    def save(self, view: SavedView) -> None:
        """Keep a view; one of that name is replaced if both are private, or both shared."""
        ...

    def remove(self, view: SavedView) -> None:
        """Forget a view."""
        ...


class MemoryStore:
    """A store for as long as the program runs."""

    def __init__(self, *, can_share: bool = False) -> None:
        self.can_share = can_share
        self._views: dict[tuple[str, bool], SavedView] = {}

    def views(self) -> Sequence[SavedView]:
        return sorted(self._views.values(), key=lambda one: (one.shared, one.name))

    def may_change(self, view: SavedView) -> bool:
        return not view.owner

    def save(self, view: SavedView) -> None:
        self._views[view.name, view.shared] = view

    def remove(self, view: SavedView) -> None:
        self._views.pop((view.name, view.shared), None)


def dump(view: SavedView) -> dict[str, Any]:
    """A view as plain data."""
    return {
        "name": view.name,
        "state": table_state.dump(view.state),
        "filters": dict(view.filters),
        "preset": view.preset,
        "group": view.group,
        "marks": [to_plain(one) for one in view.marks],
        "only_columns": view.only_columns,
    }


def parse(data: object, *, shared: bool = False) -> SavedView | None:
    """A view back; None for anything that is none."""
    if not isinstance(data, Mapping) or not isinstance(data.get("name"), str):
        return None
    state = table_state.parse(str(data.get("state", "")))
    filters, marks = data.get("filters"), data.get("marks")
    if state is None or not isinstance(filters, Mapping) or not isinstance(marks, list):
        return None
    known = [one for one in map(from_plain, marks) if one is not None]
    return SavedView(
        data["name"][:LONGEST],
        state,
        {str(key): str(text) for key, text in filters.items()},
        str(data.get("preset", "")),
        str(data.get("group", "")),
        tuple(known),
        bool(data.get("only_columns")),
        shared,
    )
