"""Canonical JSON (RFC 8785, JCS): one value, one text, so that one hash."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engines.database.errors import CounterfoilError

JsonValue: TypeAlias = (
    "None | bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue]"
)
MAX_INTEGER = 2**53  # beyond it a reader that uses doubles would see another number (RFC 7493)


@dataclass
class NotCanonical(CounterfoilError):
    """A value that RFC 8785 cannot write, or a text that is not in its form."""

    detail: str


def canonical(value: JsonValue) -> bytes:
    """The RFC 8785 text of `value` in UTF-8. Raises NotCanonical for NaN, infinity, huge integers
    and lone surrogates."""
    try:
        return _text(value).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("lone surrogate") from error


def _text(value: JsonValue) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonical(f"integer {value}")
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        # Keys sort by UTF-16 code units (section 3.2.3).
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_text(key)}:{_text(value[key])}" for key in keys) + "}"
    return "[" + ",".join(_text(item) for item in value) + "]"


def number_text(value: float) -> str:
    """A double as ECMAScript writes it (ECMA-262 Number::toString, RFC 8785 section 3.2.2.3)."""
    if not math.isfinite(value):
        raise NotCanonical("not a finite number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(power or 0)
    digits = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    exponent = point - 1
    tail = "." + digits[1:] if count > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if exponent > 0 else '-'}{abs(exponent)}"
