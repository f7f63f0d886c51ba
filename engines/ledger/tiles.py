"""Tiles of the tree (C2SP tlog-tiles): 256 hashes, 8 KiB, at every eighth level.

Tile `number` at tile level L holds the hashes of tree level 8·L from index 256·number on. Hashes at
levels between are computed from a tile. Hashes above perfect subtrees only: the right edge of a
tree that is not full is worked out from tiles each time.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engines.database.errors import CounterfoilError
from engines.ledger.merkle import CompactRange, fold

HEIGHT = 8
WIDTH = 256
HASH = 32
# Gives the hashes there are of a tile: (level, number) -> up to 8192 bytes.
TileReader: TypeAlias = Callable[[int, int], bytes]


@dataclass
class TileMissing(CounterfoilError):
    """A tile lacks hashes that the size of the tree promises."""

    level: int
    number: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile to write: its whole content so far."""

    level: int
    number: int
    hashes: bytes


def path(level: int, number: int, width: int = WIDTH) -> str:
    """The tlog-tiles path: tile/0/x001/234, with .p/15 for a partial tile."""
    parts = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        parts.append(f"x{number % 1000:03d}")
    name = "/".join(reversed(parts))
    return f"tile/{level}/{name}" + (f".p/{width}" if width < WIDTH else "")


def split(data: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]


def grow(read: TileReader, size: int, leaves: Sequence[bytes]) -> list[Tile]:
    """The tiles that change when `leaves` are added to a tree of `size`, lowest level first."""
    changed: list[Tile] = []
    level, first, hashes = 0, size, list(leaves)
    while hashes:
        number, held = divmod(first, WIDTH)
        data = read(level, number)[: held * HASH] if held else b""
        if len(data) != held * HASH:
            raise TileMissing(level, number)
        data += b"".join(hashes)
        full = []
        for start in range(0, len(data), WIDTH * HASH):
            part = data[start : start + WIDTH * HASH]
            changed.append(Tile(level, number + start // (WIDTH * HASH), part))
            if len(part) == WIDTH * HASH:
                full.append(fold(split(part)))
        level, first, hashes = level + 1, number, full
    return changed


def node(read: TileReader, level: int, index: int) -> bytes:
    """The hash of the perfect subtree number `index` at tree level `level`."""
    tile_level, inner = divmod(level, HEIGHT)
    first = index << inner
    number, offset = divmod(first, WIDTH)
    count = 1 << inner
    data = read(tile_level, number)[offset * HASH : (offset + count) * HASH]
    if len(data) != count * HASH:
        raise TileMissing(tile_level, number)
    return fold(split(data))


def peaks(read: TileReader, size: int) -> CompactRange:
    """The compact range of a tree of `size`, from its tiles."""
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append(node(read, level, start >> level))
            start += 1 << level
    return CompactRange(size, found)


def bundle(bodies: Sequence[bytes]) -> bytes:
    """An entry bundle: each body behind its length as a big-endian uint16."""
    return b"".join(struct.pack(">H", len(body)) + body for body in bodies)


def unbundle(data: bytes) -> list[bytes]:
    """The bodies of an entry bundle. Raises TileMissing when it is cut off."""
    bodies, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise TileMissing(0, at)
        end = at + 2 + struct.unpack_from(">H", data, at)[0]
        if end > len(data):
            raise TileMissing(0, at)
        bodies.append(data[at + 2 : end])
        at = end
    return bodies
