"""Every error has words in both languages."""

from __future__ import annotations

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
