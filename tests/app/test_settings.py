"""Settings are kept on this machine; what cannot be read or kept stops nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import settings
from app.shop import Place

DEFAULTS = {
    "language": "",
    "theme": "system",
    "last_shop": "",
    "layout": {},
    "views": {},
    "shops": {},
}


@pytest.fixture
def file() -> Path:
    """Where the settings of this test lie."""
    path = settings.folder() / "settings.json"
    path.parent.mkdir()
    return path


def test_until_a_person_chooses_everything_has_its_default() -> None:
    assert settings.load() == DEFAULTS
    assert settings.last_shop() is None


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    settings.save(theme="dark")
    settings.save(language="zh_CN", last_shop=str(tmp_path), layout={"splitter": [3, 1]})
    assert settings.load() == DEFAULTS | {
        "language": "zh_CN",
        "theme": "dark",
        "last_shop": str(tmp_path),
        "layout": {"splitter": [3, 1]},
    }
    assert settings.last_shop() == Place(tmp_path)
    assert [one.name for one in settings.folder().iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[1, 2]", '"dark"', "\ufeff{}", '{"theme": {"a": '], ids=repr
)
def test_a_file_that_does_not_read_gives_the_defaults(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    assert settings.load() == DEFAULTS
    settings.save(theme="dark")
    assert settings.load() == DEFAULTS | {"theme": "dark"}


def test_bytes_that_are_no_text_give_the_defaults(file: Path) -> None:
    file.write_bytes(b'{"theme": "\xff\xfe"}')
    assert settings.load() == DEFAULTS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", ["dark"]),
        ("language", "tlh"),
        ("language", None),
        ("last_shop", 5),
        ("last_shop", None),
        ("layout", "wide"),
        ("colour", "red"),
    ],
)
def test_a_value_that_cannot_be_is_passed_over(file: Path, name: str, value: Any) -> None:
    file.write_text(json.dumps({name: value, "theme": "light"} | {name: value}), "utf-8")
    expected = DEFAULTS if name == "theme" else DEFAULTS | {"theme": "light"}
    assert settings.load() == expected
    assert settings.last_shop() is None


def test_a_machine_that_keeps_no_settings_is_still_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = settings.folder()
    blocked.write_text("a file where the folder should be")
    settings.save(theme="dark")
    assert settings.load() == DEFAULTS
    assert blocked.read_text() == "a file where the folder should be"
    monkeypatch.delenv("COUNTERFOIL_CONFIG")
    assert settings.folder().name == "Counterfoil"


def test_every_setting_says_what_it_is_and_starts_with_a_choice_of_its_own() -> None:
    for one in settings.SETTINGS:
        assert one.help.endswith(".")
        assert not one.choices or one.default in one.choices
