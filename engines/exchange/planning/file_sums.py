"""What a file itself says in sum: over all rows as they stand, refused or not.

This does not go through the readers of an importer, so that it can disagree with them: where
nothing was refused both must come to the same, and else differ by exactly what was refused.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal

_NUMBER = re.compile(r"-?(?:\d{1,30}|\d{1,3}(?:,\d{3})+)(?:\.\d{0,30})?|-?\.\d{1,30}")
_EXACT = Context(prec=200)
_WHOLE = ("units",)  # half a piece is none


class FileSums:
    """Counts and sums under names. Texts are counted first and read at the end, each one once."""

    def __init__(self, *names: str) -> None:
        """`names` as they will be listed."""
        self._names = names
        self._counts: dict[str, int] = dict.fromkeys(names, 0)
        self._things: dict[str, set[Hashable]] = {}
        self._texts: dict[str, dict[tuple[str, str, int], int]] = {}

    def count(self, name: str, number: int = 1) -> None:
        """So many more of these."""
        self._counts[name] += number

    def tell(self, name: str, key: Hashable) -> bool:
        """One of these, known by `key`: however often it is told, it counts once. True if new."""
        known = self._things.setdefault(name, set())
        new = key not in known
        known.add(key)
        return new

    def add(
        self, name: str, text: str, *, times: str = "1", digits: int = 0, number: int = 1
    ) -> None:
        """The number in `text`, times the one in `times`; with `digits`, in minor units."""
        texts = self._texts.setdefault(name, {})
        key = (text, times, digits)
        texts[key] = texts.get(key, 0) + number

    def add_pairs(self, pairs: Iterable[tuple[tuple[str, str], int]], digits: int) -> None:
        """Pieces and amount of so many rows with the same two texts, quantity and price."""
        for (pieces, price), number in pairs:
            self.add("units", pieces, number=number)
            self.add("amount", price, times=pieces, digits=digits, number=number)

    def done(self) -> dict[str, int]:
        """The sums."""
        found = dict(self._counts)
        for name, known in self._things.items():
            found[name] += len(known)
        for name, texts in self._texts.items():
            whole, total = name in _WHOLE, Decimal(0)
            plain = 0
            for (text, times, digits), number in texts.items():
                minor = _plain(text, digits) if times == "1" else None
                if minor is not None:
                    plain += minor * number
                    continue
                one = read_number(text, whole=whole)
                other = read_number(times, whole=True)
                if one is not None and other is not None:
                    part = _EXACT.multiply(_EXACT.multiply(one, other), Decimal(number))
                    total = _EXACT.add(total, part.scaleb(digits, _EXACT))
            found[name] += plain + int(total.to_integral_value(ROUND_HALF_EVEN, _EXACT))
        return {name: found[name] for name in self._names}


def _plain(text: str, digits: int) -> int | None:
    """What most texts are, 12.34 with no more digits than count, as an integer of these."""
    whole, _, rest = text.partition(".")
    if len(rest) <= digits and len(text) <= 30 and text.isascii() and (whole + rest).isdigit():
        return int(whole + rest.ljust(digits, "0")) if whole else None
    return None


def read_number(text: str, *, whole: bool = False) -> Decimal | None:
    """The decimal number in a text; None where there is none (or no whole one)."""
    plain = text.strip().lstrip("'£€$¥ ")
    if not _NUMBER.fullmatch(plain):
        return None
    found = Decimal(plain.replace(",", ""))
    return None if whole and found != found.to_integral_value() else found
