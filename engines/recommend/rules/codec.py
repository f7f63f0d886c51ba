"""Rules as plain dicts, for JSON and TOML alike, and back.

One rule has one dict: sets are sorted lists, numbers that may be broken are floats, and what is
as it is by default is left out (TOML has no null).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from math import inf, isfinite
from typing import Any, get_type_hints

from engines.recommend.errors import RuleInvalid
from engines.recommend.rules.rules import KINDS, Rule
from engines.recommend.rules.selection import Scope, Selector

_KIND = "kind"


def to_json(rule: Rule) -> dict[str, Any]:
    """The dict of a rule: its kind and every field that is not as by default."""
    return {_KIND: rule.kind, **_written(rule)}


def from_json(data: Any) -> Rule:
    """The rule of a dict.

    Raises RuleInvalid for an unknown kind or field, a missing field, a value of another type and
    for what the rule itself refuses.
    """
    if not isinstance(data, Mapping):
        raise RuleInvalid("", "rule", "no fields")
    name = data.get("id", "")
    rule = name if isinstance(name, str) else ""
    kind = KINDS.get(_text(data.get(_KIND, ""), rule, _KIND))
    if kind is None:
        raise RuleInvalid(rule, _KIND, "no kind of rule")
    told = {key: value for key, value in data.items() if key != _KIND}
    return kind(**_read(kind, told, rule, ""))


def _written(record: Any) -> dict[str, Any]:
    """Fields of a dataclass that are not as by default."""
    hints = get_type_hints(type(record))
    found: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if one.default is not MISSING and value == one.default:
            continue
        if isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, Scope | Selector):
            value = _written(value)
        elif hints[one.name] in (float, float | None):
            value = float(value)
        found[one.name] = value
    return found


def _read(kind: type[Any], data: Mapping[str, Any], rule: str, within: str) -> dict[str, Any]:
    """Arguments for a dataclass, from a dict of its fields; `within` is the path to it."""
    known: Mapping[str, Field[Any]] = {one.name: one for one in fields(kind)}
    for name in data:
        if name not in known:
            raise RuleInvalid(rule, f"{within}{name}", "no field of it")
    for name, one in known.items():
        if one.default is MISSING and name not in data:
            raise RuleInvalid(rule, f"{within}{name}", "not given")
    hints = get_type_hints(kind)
    return {name: _READERS[hints[name]](told, rule, within + name) for name, told in data.items()}


def _text(value: Any, rule: str, field: str) -> str:
    if not isinstance(value, str):
        raise RuleInvalid(rule, field, "no text")
    return value


def _texts(value: Any, rule: str, field: str) -> frozenset[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise RuleInvalid(rule, field, "no list of texts")
    return frozenset(value)


def _whole(value: Any, rule: str, field: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RuleInvalid(rule, field, "not a whole number")
    return value


def _number(value: Any, rule: str, field: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise RuleInvalid(rule, field, "no number")
    try:
        number = float(value)
    except OverflowError:
        number = inf
    if not isfinite(number):
        raise RuleInvalid(rule, field, "not finite")
    return number


def _scope(value: Any, rule: str, field: str) -> Scope:
    if not isinstance(value, Mapping):
        raise RuleInvalid(rule, field, "no fields")
    return Scope(**_read(Scope, value, rule, f"{field}."))


def _selector(value: Any, rule: str, field: str) -> Selector:
    if not isinstance(value, Mapping):
        raise RuleInvalid(rule, field, "no fields")
    return Selector(**_read(Selector, value, rule, f"{field}."))


_READERS: Mapping[Any, Callable[[Any, str, str], Any]] = {
    str: _text,
    frozenset[str]: _texts,
    int: _whole,
    int | None: _whole,
    float: _number,
    float | None: _number,
    Scope: _scope,
    Selector: _selector,
}
