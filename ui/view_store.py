"""Saved views of one tab, as the table parts keep them: one's own, and the shop's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app import saved_views
from app.context import Context
from widgets.table.views import SavedView, dump, parse


class ShopViews:
    """A ViewStore: private views lie with this machine's settings, shared ones in the shop."""

    can_share = True

    def __init__(self, context: Context, tab: str, failed: Callable[[Exception], None]) -> None:
        """`failed` hears when something shared could not be read or written."""
        self._context, self._tab, self._failed = context, tab, failed
        self._shared: list[SavedView] = []

    def load(self, done: Callable[[], None]) -> None:
        """Read what is shared, then go on."""

        def take(found: Sequence[saved_views.Shared]) -> None:
            read = [(one.owner, parse(one.data, shared=True)) for one in found]
            self._shared = [replace(one, owner=owner) for owner, one in read if one is not None]
            done()

        self._context.jobs.ask(
            lambda: saved_views.shared(self._context, self._tab), take, self._failed
        )

    def _own(self) -> list[SavedView]:
        kept = saved_views.load(self._context.shop.place, self._context.actor.name, self._tab)
        found = [one for one in map(parse, kept) if one is not None]
        return sorted(found, key=lambda one: one.name)

    def views(self) -> Sequence[SavedView]:
        """One's own first, then what is shared."""
        return [*self._own(), *self._shared]

    def may_change(self, view: SavedView) -> bool:
        """Whether the person may replace or remove it."""
        return not view.shared or saved_views.may_change(self._context, view.owner)

    def save(self, view: SavedView) -> None:
        """Keep it; what is shared is written behind the window."""
        if view.shared:
            self._write(lambda: saved_views.share(self._context, self._tab, dump(view)))
        else:
            self._keep([*(one for one in self._own() if one.name != view.name), view])

    def remove(self, view: SavedView) -> None:
        """Forget it."""
        if view.shared:
            self._write(lambda: saved_views.unshare(self._context, self._tab, view.name))
        else:
            self._keep([one for one in self._own() if one.name != view.name])

    def _write(self, work: Callable[[], None]) -> None:
        self._context.jobs.ask(work, lambda _done: self.load(lambda: None), self._failed)

    def _keep(self, views: Sequence[SavedView]) -> None:
        place, person = self._context.shop.place, self._context.actor.name
        saved_views.keep(place, person, self._tab, [dump(one) for one in views])
