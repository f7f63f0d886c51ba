"""Saved views of one tab on this machine, as the table parts keep them."""

from __future__ import annotations

from collections.abc import Sequence

from app import saved_views
from app.shop import Place
from widgets.table.views import SavedView, dump, parse


class MachineViews:
    """A ViewStore in the settings of this machine: private; sharing waits for shop settings."""

    can_share = False

    def __init__(self, place: Place, tab: str) -> None:
        self._place, self._tab = place, tab

    def views(self) -> Sequence[SavedView]:
        found = [parse(one) for one in saved_views.load(self._place, self._tab)]
        return sorted((one for one in found if one is not None), key=lambda one: one.name)

    def save(self, view: SavedView) -> None:
        others = [one for one in self.views() if one.name != view.name]
        self._keep([*others, view])

    def remove(self, view: SavedView) -> None:
        self._keep([one for one in self.views() if one.name != view.name])

    def _keep(self, views: Sequence[SavedView]) -> None:
        saved_views.keep(self._place, self._tab, [dump(one) for one in views])
