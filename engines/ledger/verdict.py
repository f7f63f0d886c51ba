"""What a verification says: problems, each at its entry, and what runs of entries came to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and at which entry (None: with the log as a whole).

    `kind` is a stable key: missing, text, hash, column, sequence, time, fact, tree, signature,
    page (the file itself is damaged there).
    """

    entry: int | None
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a verification."""

    ok: bool
    entries: int
    root: str
    seconds: float
    problems: tuple[Problem, ...]


@dataclass
class Part:
    """What one run of entries came to: hashes of whole tiles, the rest, and what was wrong."""

    start: int
    end: int
    stored: list[bytes] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    tail_stored: list[bytes] = field(default_factory=list)
    tail_texts: list[bytes] = field(default_factory=list)
    first_us: int = 0
    last_us: int = 0
    problems: list[Problem] = field(default_factory=list)
    suspects: list[tuple[int, str, str]] = field(default_factory=list)
