"""Every error has words in both languages."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import app
import engines
from app.messages import MESSAGES, REASONS, say
from engines.database.errors import CounterfoilError
from engines.recommend.errors import RuleInvalid
from tests.data import ROOT

BASES = {"CounterfoilError"}


def _all_errors() -> list[type[CounterfoilError]]:
    for package in (app, engines):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    found, todo = [], [CounterfoilError]
    while todo:
        for one in todo.pop().__subclasses__():
            todo.append(one)
            found.append(one)
    return found


def _example(annotation: Any) -> Any:
    if annotation is int:
        return 3
    if annotation is bool:
        return True
    if annotation is Path:
        return Path("file")
    if "tuple" in str(annotation):
        return ("a", "b")
    return "something"


@pytest.mark.parametrize("error", _all_errors(), ids=lambda one: one.__name__)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_error_says_something_whole(error: type[CounterfoilError], language: str) -> None:
    assert error in MESSAGES
    values: dict[str, Any] = {}
    if dataclasses.is_dataclass(error):
        hints = get_type_hints(error)
        values = {one.name: _example(hints[one.name]) for one in dataclasses.fields(error)}
    said = say(error(**values), language)
    assert said
    assert "{" not in said
    assert "!" not in said


def test_every_reason_has_both_languages() -> None:
    assert all(english and chinese for english, chinese in REASONS.values())


def _reasons(tree: ast.AST) -> set[str]:
    """The keys that stand where errors with a reason are made."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = PLACES.get(node.func.id)
        if place is not None and len(node.args) > place:
            values = node.args[place]
            both = (values.body, values.orelse) if isinstance(values, ast.IfExp) else (values,)
            found |= {one.value for one in both if isinstance(one, ast.Constant)}
    return {one for one in found if isinstance(one, str)}


# Where the reason stands among the arguments.
PLACES = {
    "CellError": 2,
    "FileUnreadable": 1,
    "BadValue": 2,
    "FileNotWritable": 1,
    "RuleInvalid": 2,
}


def test_every_reason_that_is_given_is_spelled_out() -> None:
    given: set[str] = set()
    for package in ("app", "engines"):
        for file in (ROOT / package).rglob("*.py"):
            given |= _reasons(ast.parse(file.read_text("utf-8")))
    assert len(given) > 30
    assert given - set(REASONS) == set()
    readers = ast.parse((ROOT / "engines/exchange/reading/cells.py").read_text("utf-8"))
    keys = {
        node.args[0].value
        for node in ast.walk(readers)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "ValueError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert keys
    assert keys - set(REASONS) == set()


def test_the_id_of_a_rule_is_a_name_and_not_spelled_out() -> None:
    said = say(RuleInvalid("empty", "position", "out of range"))
    assert said.startswith("The rule “empty” cannot be used: position is out of range.")
