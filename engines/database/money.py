"""Money: integer minor units with an ISO 4217 currency. Never a binary float."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.errors import CounterfoilError

# ISO 4217 minor-unit exponents that are not 2 (list of 2024-06-25).
_EXPONENTS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}


@dataclass
class CurrencyMismatch(CounterfoilError):
    """Two currencies met where only one may stand."""

    left: str
    right: str


def is_currency(code: str) -> bool:
    """Whether `code` has the form of an ISO 4217 code: three capitals."""
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


def exponent(currency: str) -> int:
    """Decimal digits of the minor unit of `currency` (ISO 4217): EUR 2, JPY 0, KWD 3."""
    return _EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of one currency."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        """Sum of two amounts of one currency. Raises CurrencyMismatch."""
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return Money(self.minor + other.minor, self.currency)

    def text(self) -> str:
        """Plain decimal text with a point, as exports and the command line write it: 12.34."""
        digits = exponent(self.currency)
        sign = "-" if self.minor < 0 else ""
        whole, part = divmod(abs(self.minor), 10**digits)
        return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"
