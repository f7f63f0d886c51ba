"""Personal data that files tell of things other than customers: what of it is new."""

from __future__ import annotations

from collections.abc import Mapping

from engines.database.sql import Connection
from engines.exchange.plan import Plan
from engines.identity import vault


class Personal:
    """What the vault holds and will hold, by subject."""

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self.connection, self.plan = connection, plan
        self.held: dict[int, dict[str, str]] = {}

    def add(self, subject_id: int, told: Mapping[str, str], *, new: bool) -> bool:
        """Add what is told; whether the vault held something else. `new`: it holds nothing yet."""
        given = {name: text for name, text in told.items() if text}
        if not given:
            return False
        if subject_id not in self.held:
            opened = {} if new else vault.unseal(self.connection, [subject_id])
            self.held[subject_id] = opened.get(subject_id, {})
        held = self.held[subject_id]
        if all(held.get(name) == text for name, text in given.items()):
            return False
        self.held[subject_id] = held | given
        self.plan.personal[subject_id] = self.held[subject_id]
        return True
