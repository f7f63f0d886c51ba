"""What a command prints: one JSON object, or short text; progress on standard error."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from engines.database.moments import iso
from engines.database.money import Money

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def plain(value: Any) -> Any:
    """`value` as JSON knows it: money as {minor, currency}, times (…_us) as ISO 8601 UTC."""
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return plain(pairs)
    if isinstance(value, Mapping):
        return {_name(key): _moment(key, plain(item)) for key, item in value.items()}
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int | bool | float):
        return value
    return str(value)


def _name(key: object) -> str:
    return str(key).removesuffix("_us")


def _moment(key: object, value: Any) -> Any:
    return iso(value) if str(key).endswith("_us") and isinstance(value, int) else value


class Printer:
    """Writes results and progress as the person asked for them."""

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self.as_json, self.quiet = as_json, quiet

    def result(self, value: Mapping[str, Any]) -> None:
        """The one answer of the command."""
        if self.as_json:
            sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")
            return
        for name, item in plain(value).items():
            if isinstance(item, list) and item and isinstance(item[0], dict):
                self._table(name, item)
            elif isinstance(item, dict):
                sys.stdout.write(f"{name}\n")
                for key, inner in item.items():
                    sys.stdout.write(f"  {key}  {_text(inner)}\n")
            else:
                sys.stdout.write(f"{name}  {_text(item)}\n")

    def _table(self, name: str, rows: list[dict[str, Any]]) -> None:
        sys.stdout.write(f"{name}\n")
        names = list(rows[0])
        cells = [names, *([_text(row.get(key)) for key in names] for row in rows)]
        widths = [min(max(len(line[n]) for line in cells), 48) for n in range(len(names))]
        for line in cells:
            padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            sys.stdout.write("  " + "  ".join(padded).rstrip() + "\n")

    def message(self, text: str) -> None:
        """A message for a person, on standard error."""
        if not self.quiet:
            sys.stderr.write(text + "\n")


def _text(value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"minor", "currency"}:
        return f"{Money(value['minor'], value['currency']).text()} {value['currency']}"
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={_text(item)}" for key, item in value.items())
    return "" if value is None else _CONTROL.sub(_visible, str(value))


def _visible(found: re.Match[str]) -> str:
    r"""A control character as Python writes it, \x07: a terminal would obey it."""
    return repr(found[0])[1:-1]


class Bar:
    """A ticket that draws a bar on a terminal, and nothing elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self._next = 0.0

    def step(self, done: int, total: int) -> None:
        """Draw, at most ten times a second."""
        now = time.monotonic()
        if self.shown and total and now >= self._next:
            self._next = now + 0.1
            filled = 30 * done // total
            sys.stderr.write(f"\r[{'#' * filled}{' ' * (30 - filled)}] {100 * done // total} %")
            if done >= total:
                sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
