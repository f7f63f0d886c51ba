"""What can happen when files come in."""

from __future__ import annotations

from typing import ClassVar

from engines.database.facts import Fact


class ImportApplied(Fact, frozen=True, kw_only=True):
    """Files were imported; the entries that follow in the same change are what they brought."""

    kind: ClassVar[str] = "import_applied"
    id: int
    format: str
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    read: int
    accepted: int
    rejected: int


FACTS: tuple[type[Fact], ...] = (ImportApplied,)
