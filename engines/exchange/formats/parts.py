"""Parts of a record, each knowing its path, so that an error can name the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from engines.exchange.errors import CellError
from engines.exchange.planning.fields import RecordFields
from engines.exchange.reading.records import text_of


@dataclass(frozen=True, slots=True)
class Part:
    """An object in a record; the path of the record itself is empty."""

    value: Mapping[str, Any]
    path: str = ""

    def at(self, name: str) -> str:
        """The path of a value."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str) -> str:
        """A value as text; empty where there is none (PHP writes [] for an empty object)."""
        found = self.value.get(name)
        if isinstance(found, str):
            return found.strip()
        return "" if found in ([], {}, None) else text_of(found)

    def is_nested(self, name: str) -> bool:
        """Whether a list or an object stands there."""
        found = self.value.get(name)
        return bool(found) and isinstance(found, list | dict)

    def part(self, name: str) -> Part:
        """An object in it; an empty one where there is none."""
        found = self.value.get(name)
        return Part(found if isinstance(found, dict) else {}, self.at(name))

    def parts(self, name: str) -> list[Part]:
        """The objects of a list in it. Raises CellError where something else stands there."""
        found = self.value.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise CellError(self.at(name), text_of(found), "not a list")
        for number, one in enumerate(found):
            if not isinstance(one, dict):
                raise CellError(f"{self.at(name)}[{number}]", text_of(one), "not a record")
        return [Part(one, f"{self.at(name)}[{number}]") for number, one in enumerate(found)]


Pick: TypeAlias = tuple[Part, str] | tuple[Part, str, str]


def picked(picks: Mapping[str, Pick]) -> RecordFields:
    """Fields by where they stand: (part, name), or with a text that was worked out from it."""
    values = {
        field: pick[2] if len(pick) == 3 else pick[0].text(pick[1]) for field, pick in picks.items()
    }
    nested = [
        field for field, pick in picks.items() if len(pick) == 2 and pick[0].is_nested(pick[1])
    ]
    paths = {field: pick[0].at(pick[1]) for field, pick in picks.items()}
    return RecordFields(values, paths, tuple(nested))


def first_of(part: Part, names: Sequence[str]) -> Pick:
    """The first of several names that holds something."""
    return next(((part, name) for name in names if part.text(name)), (part, names[0]))
