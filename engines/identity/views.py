"""Views of tables that a person shares with everybody in the shop.

They are kept with the shop and not in its ledger: nothing of the business follows from them.
"""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.change import Actor
from engines.database.errors import BadValue
from engines.database.sql import Connection
from engines.identity.errors import ViewOfAnother
from engines.identity.rights import Right

LONGEST_BODY = 100_000  # characters
_PUT = (
    "INSERT INTO identity_view(tab, name, owner, body) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (tab, name) DO UPDATE SET body = excluded.body"
)


@dataclass(frozen=True, slots=True)
class SharedView:
    """A view under its name; `body` is what the table parts wrote."""

    name: str
    owner: str
    body: str


def shared_views(connection: Connection, tab: str) -> list[SharedView]:
    """The views of a tab that are shared, by name."""
    sql = "SELECT name, owner, body FROM identity_view WHERE tab = ? ORDER BY name"
    return [SharedView(*row) for row in connection.all(sql, tab)]


def may_change(actor: Actor, owner: str) -> bool:
    """Whether a person may replace or remove what `owner` shares."""
    return actor.name == owner or Right.SHOP_MANAGE in actor.rights


def share(connection: Connection, actor: Actor, tab: str, name: str, body: str) -> None:
    """Share a view, or replace it; it stays its first owner's. Raises ViewOfAnother, BadValue."""
    _check(connection, actor, tab, name)
    if not name.strip():
        raise BadValue("name", name, "empty")
    if len(body) > LONGEST_BODY:
        raise BadValue("view", name, "too long")
    connection.run(_PUT, tab, name, actor.name, body)


def unshare(connection: Connection, actor: Actor, tab: str, name: str) -> None:
    """Remove a shared view. Raises ViewOfAnother."""
    _check(connection, actor, tab, name)
    connection.run("DELETE FROM identity_view WHERE tab = ? AND name = ?", tab, name)


def _check(connection: Connection, actor: Actor, tab: str, name: str) -> None:
    sql = "SELECT owner FROM identity_view WHERE tab = ? AND name = ?"
    owner = connection.value(sql, tab, name)
    if owner is not None and not may_change(actor, owner):
        raise ViewOfAnother(name, owner)
