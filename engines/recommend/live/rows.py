"""The rows of users who changed since the base was packed, written one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.recommend.interactions import Floats, Ints
from engines.recommend.models.model import Sparse

_LEAST_ROOM = 4_096


@dataclass(frozen=True, eq=False)
class Rows:
    """What was written up to a moment: row r is at `ends[r]` up to `ends[r + 1]`.

    `live` is 1 for the latest row of a user and 0 for a row that another one replaced.
    """

    items: NDArray[np.int32]
    strengths: Floats
    ends: NDArray[np.int32]
    live: Floats
    width: int

    @cached_property
    def matrix(self) -> Sparse:
        """CSR (rows x width), float64; made by the first who reads it."""
        from scipy import sparse

        shape = (len(self.live), self.width)
        return sparse.csr_matrix((self.strengths, self.items, self.ends), shape=shape)

    @cached_property
    def by_item(self) -> Sparse:
        """Its transpose, CSC (width x rows)."""
        return self.matrix.T


class Writer:
    """Writes rows into room ahead of what readers were given, so that theirs never change."""

    def __init__(self) -> None:
        self._items = np.zeros(_LEAST_ROOM, np.int32)
        self._strengths = np.zeros(_LEAST_ROOM)
        self._ends = np.zeros(_LEAST_ROOM, np.int32)
        self._live = np.zeros(_LEAST_ROOM)
        self._rows = 0
        self._row_of: dict[int, int] = {}

    @property
    def entries(self) -> int:
        """How many user–item pairs are written, replaced ones too: what reading them costs."""
        return int(self._ends[self._rows])

    def write(self, user: int, items: Ints, strengths: Floats) -> None:
        """Write a user's row, which replaces the earlier one."""
        start = self.entries
        if start + len(items) > len(self._items) or self._rows + 2 > len(self._ends):
            self._make_room(len(items))
            start = self.entries
        if user in self._row_of:
            self._live[self._row_of[user]] = 0.0
        end = start + len(items)
        self._items[start:end] = items
        self._strengths[start:end] = strengths
        self._ends[self._rows + 1] = end
        self._live[self._rows] = 1.0
        self._row_of[user] = self._rows
        self._rows += 1

    def rows(self, width: int) -> Rows:
        """What is written so far, of items below `width`."""
        entries, rows = self.entries, self._rows
        return Rows(
            self._items[:entries],
            self._strengths[:entries],
            self._ends[: rows + 1],
            self._live[:rows].copy(),
            width,
        )

    def _make_room(self, more: int) -> None:
        """Move the live rows to new room, at least twice what they and one more row need."""
        old = self.rows(0)
        alive = np.flatnonzero(old.live)
        sizes = np.diff(old.ends)
        kept = np.repeat(old.live > 0, sizes)
        items, strengths = old.items[kept], old.strengths[kept]

        self._rows = len(alive)
        self._items = _padded(items, 2 * (len(items) + more))
        self._strengths = _padded(strengths, 2 * (len(items) + more))
        ends = np.concatenate(([0], np.cumsum(sizes[alive]))).astype(np.int32)
        self._ends = _padded(ends, 2 * len(ends) + 1)
        self._live = _padded(np.ones(len(alive)), 2 * len(ends))
        place = dict(zip(alive.tolist(), range(len(alive)), strict=True))
        self._row_of = {user: place[row] for user, row in self._row_of.items()}


def _padded(values: NDArray[Any], room: int) -> NDArray[Any]:
    """A copy with room for more."""
    wide = np.zeros(max(room, _LEAST_ROOM), values.dtype)
    wide[: len(values)] = values
    return wide
