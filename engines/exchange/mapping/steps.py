"""What can be done to a cell on its way into a field. Exact: numbers are decimals, never floats."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Split:
    """The part of that number (from 0; negative from the end) between separators."""

    by: str
    part: int

    def apply(self, text: str) -> str:
        """The part, trimmed; empty where there is none."""
        parts = text.split(self.by)
        return parts[self.part].strip() if -len(parts) <= self.part < len(parts) else ""


@dataclass(frozen=True, slots=True)
class Replace:
    """One text for another, wherever it stands."""

    old: str
    new: str

    def apply(self, text: str) -> str:
        """With every `old` replaced."""
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Whole cells by a list (case and spaces around do not matter); others stay as they are."""

    table: tuple[tuple[str, str], ...]
    otherwise: str | None = None
    _folded: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold the list once."""
        folded = {key.strip().casefold(): value for key, value in self.table}
        object.__setattr__(self, "_folded", folded)

    def apply(self, text: str) -> str:
        """What the list says."""
        found = self._folded.get(text.strip().casefold())
        if found is not None:
            return found
        return text if self.otherwise is None else self.otherwise


@dataclass(frozen=True, slots=True)
class Unit:
    """A number in another unit: times an exact factor (kilograms to grams: 1000)."""

    factor: Decimal

    def apply(self, text: str) -> str:
        """The product as plain decimal text; what is no number stays, to be refused as it is."""
        try:
            return format((Decimal(text.strip()) * self.factor).normalize(), "f")
        except InvalidOperation:
            return text


Step: TypeAlias = Split | Replace | Lookup | Unit
