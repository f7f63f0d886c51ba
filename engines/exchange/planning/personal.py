"""Personal data that files tell of somebody: what of it is new."""

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

    def of(self, subject_id: int, *, new: bool) -> dict[str, str]:
        """What it holds, or will. `new`: it holds nothing yet."""
        if subject_id not in self.held:
            opened = {} if new else vault.unseal(self.connection, [subject_id])
            self.held[subject_id] = opened.get(subject_id, {})
        return self.held[subject_id]

    def add(self, subject_id: int, told: Mapping[str, str], *, new: bool) -> bool:
        """Add what is told; whether the vault held something else. `new`: it holds nothing yet."""
        given = {name: text for name, text in told.items() if text}
        if not given:
            return False
        held = self.of(subject_id, new=new)
        if held and given.items() <= held.items():
            return False
        self.plan.personal[subject_id] = self.held[subject_id] = held | given if held else given
        return True
