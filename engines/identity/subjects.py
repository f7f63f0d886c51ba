"""Whose personal data it is, as one number: a customer, the contact of a supplier, a reviewer."""

from __future__ import annotations

KINDS = ("customer", "supplier", "review")  # append only: the number says which
_SHIFT = 40


def subject(kind: str, key: int) -> int:
    """The number under which the vault keeps the data of that thing."""
    return KINDS.index(kind) << _SHIFT | key


def of(subject_id: int) -> tuple[str, int]:
    """What kind of thing a subject is, and its key."""
    return KINDS[subject_id >> _SHIFT], subject_id & ((1 << _SHIFT) - 1)
