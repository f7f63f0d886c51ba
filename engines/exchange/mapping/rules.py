"""A mapping: for each field of a kind where its value stands; as TOML to be kept and shared."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from engines.database.errors import CounterfoilError
from engines.exchange.mapping.steps import Lookup, Replace, Split, Step, Unit
from engines.exchange.mapping.targets import TARGETS, Target

Decimals = Literal[".", ","]
DateOrder = Literal["ymd", "dmy", "mdy"]


@dataclass
class BadMapping(CounterfoilError):
    """A mapping that cannot be used: `detail` names the place, `reason` is a stable key."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Where one field's value comes from: columns joined by `join`, then steps; or a constant."""

    field: str
    columns: tuple[str, ...] = ()
    join: str = " "
    steps: tuple[Step, ...] = ()
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """How tables of one shape are read as one kind."""

    kind: str
    rules: tuple[Rule, ...]
    decimal: Decimals = "."
    dates: DateOrder = "ymd"

    @property
    def target(self) -> Target:
        """The kind's fields."""
        return TARGETS[self.kind]

    def rule(self, name: str) -> Rule | None:
        """The rule of a field."""
        return next((one for one in self.rules if one.field == name), None)

    def missing(self) -> tuple[str, ...]:
        """Required fields that nothing is mapped to."""
        told = {one.field for one in self.rules if one.columns or one.constant is not None}
        return tuple(
            one.name for one in self.target.fields if one.required and one.name not in told
        )


def shape_of(header: Sequence[str]) -> str:
    """What two files of one shape have in common: the names of their columns, in any order."""
    names = sorted(name.strip().casefold() for name in header if name.strip())
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()


def to_toml(mapping: Mapping) -> str:
    """The mapping as text that people can read, change and share."""
    lines = [
        f"kind = {_quoted(mapping.kind)}",
        f"decimal = {_quoted(mapping.decimal)}",
        f"dates = {_quoted(mapping.dates)}",
    ]
    for rule in mapping.rules:
        lines += ["", f"[columns.{rule.field}]"]
        if rule.columns:
            lines.append(f"from = [{', '.join(_quoted(name) for name in rule.columns)}]")
            if len(rule.columns) > 1:
                lines.append(f"join = {_quoted(rule.join)}")
        if rule.constant is not None:
            lines.append(f"constant = {_quoted(rule.constant)}")
        if rule.steps:
            lines.append("steps = [")
            lines += [f"  {_step_text(step)}," for step in rule.steps]
            lines.append("]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _step_text(step: Step) -> str:
    if isinstance(step, Split):
        return f"{{ split = {_quoted(step.by)}, part = {step.part} }}"
    if isinstance(step, Replace):
        return f"{{ replace = {_quoted(step.old)}, with = {_quoted(step.new)} }}"
    if isinstance(step, Unit):
        return f"{{ unit = {_quoted(str(step.factor))} }}"
    pairs = ", ".join(f"{_quoted(key)} = {_quoted(value)}" for key, value in step.table)
    otherwise = "" if step.otherwise is None else f", otherwise = {_quoted(step.otherwise)}"
    return f"{{ lookup = {{ {pairs} }}{otherwise} }}"


def from_toml(text: str) -> Mapping:
    """Read a mapping. Raises BadMapping, which names the place."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMapping("not toml", str(error)) from error
    kind, decimal, dates = data.get("kind"), data.get("decimal", "."), data.get("dates", "ymd")
    if not isinstance(kind, str) or kind not in TARGETS:
        raise BadMapping("unknown kind", str(kind))
    if decimal not in (".", ","):
        raise BadMapping("decimal", str(decimal))
    if dates not in ("ymd", "dmy", "mdy"):
        raise BadMapping("dates", str(dates))
    columns = data.get("columns", {})
    if not isinstance(columns, dict):
        raise BadMapping("columns", "columns")
    rules = tuple(_rule(kind, name, told) for name, told in columns.items())
    return Mapping(kind, rules, decimal, dates)


def _rule(kind: str, name: str, told: Any) -> Rule:
    place = f"columns.{name}"
    if TARGETS[kind].field(name) is None:
        raise BadMapping("unknown field", place)
    if not isinstance(told, dict) or set(told) - {"from", "join", "constant", "steps"}:
        raise BadMapping("columns", place)
    columns, constant, join = told.get("from", []), told.get("constant"), told.get("join", " ")
    texts = [*columns, join] if isinstance(columns, list) else [None]
    if not all(isinstance(one, str) for one in texts) or not isinstance(constant, str | None):
        raise BadMapping("columns", place)
    steps = told.get("steps", [])
    if not isinstance(steps, list):
        raise BadMapping("step", place)
    made = tuple(_step(f"{place}.steps[{at}]", one) for at, one in enumerate(steps))
    return Rule(name, tuple(columns), join, made, constant)


def _step(place: str, told: Any) -> Step:
    if not isinstance(told, MappingType):
        raise BadMapping("step", place)
    match dict(told):
        case {"split": str(by), "part": int(part), **rest} if by and not rest:
            return Split(by, part)
        case {"replace": str(old), "with": str(new), **rest} if old and not rest:
            return Replace(old, new)
        case {"unit": str(factor), **rest} if not rest:
            try:
                return Unit(Decimal(factor))
            except InvalidOperation as error:
                raise BadMapping("step", place) from error
        case {"lookup": dict(table), **rest} if not set(rest) - {"otherwise"}:
            otherwise = rest.get("otherwise")
            if all(isinstance(one, str) for one in table.values()) and isinstance(
                otherwise, str | None
            ):
                return Lookup(tuple(table.items()), otherwise)
    raise BadMapping("step", place)
