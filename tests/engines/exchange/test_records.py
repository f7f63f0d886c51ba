"""Records of JSON files: where each starts, exact numbers, and what is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import messages
from engines.database.ticket import Untold
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading import stream
from engines.exchange.reading.records import Record, open_records, text_of
from engines.exchange.reading.table import open_table
from tests.engines.exchange.tables import TABLES, Table
from tests.terminal import Terminal, is_chinese


def read(folder: Path, text: str, encoding: str = "utf-8") -> list[Record]:
    """The records of a text."""
    file = folder / "file.json"
    file.write_bytes(text.encode(encoding))
    return list(open_records(file).records(Untold()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"id": 1}', [(1, "", "1")]),
        ('[\n{"id": 1},\n\n{"id": 2}\n]\n', [(2, "", "1"), (4, "", "2")]),
        ('{"orders": [\n {"id": 1}, {"id": 2}]}', [(2, "orders", "1"), (2, "orders", "2")]),
        ('{"order":\n{"id": 1}}', [(2, "order", "1")]),
        ('{"data": [], "count": 3, "errors": [{"id": 4}]}', [(1, "errors", "4")]),
        ('{"id": 1}\n{"id": 2}\n', [(1, "", "1"), (2, "", "2")]),
        ('{"things": [{"id": 1}]}', [(1, "things", "1")]),
        (
            '{"create": [{"id": 1}],\n"delete": [{"id": 2}]}',
            [(1, "create", "1"), (2, "delete", "2")],
        ),
    ],
)
def test_each_record_is_found_with_its_line(
    tmp_path: Path, text: str, found: list[tuple[int, str, str]]
) -> None:
    records = read(tmp_path, text)
    assert [(one.line, one.name, one.fields["id"]) for one in records] == found


def test_what_was_deleted_is_told_as_it_was(tmp_path: Path) -> None:
    (one,) = read(tmp_path, '{"deleted": true, "previous": {"id": 7}}')
    assert (one.deleted, one.fields) == (True, {"id": "7"})
    first, second = read(tmp_path, '{"update": [{"id": 1}], "delete": [{"id": 2}]}')
    assert (first.deleted, second.deleted) == (False, True)


def test_numbers_stay_the_text_they_are(tmp_path: Path) -> None:
    (one,) = read(tmp_path, '{"a": 0.10, "b": 12345678901234567890, "c": 1.5E+1, "d": 1e-2}')
    assert one.fields == {"a": "0.10", "b": "12345678901234567890", "c": "15", "d": "0.01"}
    (one,) = read(tmp_path, '{"a": 1e999999999}')
    assert one.fields == {"a": "1e999999999"}


@pytest.mark.parametrize(
    ("text", "reason", "line", "column"),
    [
        ('[{"id": 1},\n {"id": 2} x]', "json", 2, 12),
        ('[{"id": 1}]\n, {"id": 2}', "json", 2, 1),
        ('{"id": 1}\nmore', "json", 2, 1),
        ('[{"id": 1},]', "json", 1, 12),
        ('{"orders": [{"id": 1}], }', "json", 1, 25),
        ('{"properties": {\n', "json end", 2, 1),
        ('[{"id": "never', "json end", 1, 9),
        ('[{"id": 1}', "json end", 1, 11),
        ('[{"a": 1,\n  "b": {"c": 1, "c": 2}}]', "key twice", 2, 17),
        ('{"orders": [], "orders": []}', "key twice", 1, 16),
        ('[{"a": NaN}]', "json", 1, 2),
        ('[{"a": ' + "[" * 100_000 + "]}]", "too deep", 1, 2),
        ("[]", "empty", 1, None),
        ('{"orders": []}', "empty", 1, None),
    ],
)
def test_what_breaks_is_named_with_its_line_and_column(
    tmp_path: Path, text: str, reason: str, line: int, column: int | None
) -> None:
    with pytest.raises(FileUnreadable) as caught:
        read(tmp_path, text)
    error = caught.value
    assert (error.reason, error.line, error.column) == (reason, line, column)
    english, chinese = messages.say(error), messages.say(error, "zh_CN")
    assert f"line {line}" in english
    assert (column is None) == ("column" not in english)
    assert is_chinese(chinese)


def test_a_record_without_end_is_not_read_into_memory_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_MOST", 100_000)
    with pytest.raises(FileUnreadable) as caught:
        read(tmp_path, '[{"a": "' + "x" * 1_000_000 + '"}]')
    assert caught.value.reason == "endless record"


def test_a_value_may_lie_across_any_two_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps({"orders": [{"id": n, "a": '\\"é', "b": [1.25, None]} for n in range(9)]})
    for size in (1, 2, 7):
        monkeypatch.setattr(stream, "_CHUNK", size)
        assert [one.fields["id"] for one in read(tmp_path, text)] == [str(n) for n in range(9)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_will_do(tmp_path: Path, encoding: str) -> None:
    (one,) = read(tmp_path, '[{"name": "Müg"}]', encoding)
    assert one.fields == {"name": "Müg"}


def test_records_are_a_table_as_well(tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_text('[{"a": 1, "b": null, "c": [1]},\n{"c": true, "a": "x", "d": 1}]', "utf-8")
    table = open_table(file)
    assert table.header == ("a", "b", "c")
    assert list(table.rows(Untold())) == [(1, ["1", "", '["1"]']), (2, ["x", "", "true"])]


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_table_written_as_json_is_read_as_the_table(
    run: Terminal, tmp_path: Path, table: Table
) -> None:
    rows = [dict(zip(table.header, row, strict=True)) for row in (table.first, table.second)]
    (tmp_path / "file.csv").write_text(json.dumps(rows), "utf-8")
    outcome = run("import", "auto", str(tmp_path / "file.csv"))
    assert (outcome["kind"], outcome["read"], outcome["accepted"]) == (table.kind, 2, 2)
    assert outcome["totals"] == outcome["file_totals"]


def test_a_table_with_the_names_of_records_is_none(run: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("id,email,first_name,role\n1,a@b.c,Ada,customer\n", "utf-8")
    error = run("import", "auto", str(tmp_path / "file.csv"), status=3)["error"]
    assert error["kind"] == "KindUnknown"
    arguments = ("import", "woocommerce-json", str(tmp_path / "file.csv"))
    assert run(*arguments, status=3)["error"]["kind"] == "WrongKind"


PLAIN = st.one_of(st.none(), st.booleans(), st.text(max_size=8), st.integers())
VALUES: st.SearchStrategy[Any] = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner)),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=4), VALUES), min_size=1, max_size=5))
def test_what_json_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    text = json.dumps(records, indent=1)
    found = read(tmp_path_factory.mktemp("law"), text)
    wanted = json.loads(text, parse_int=str)
    kept = [one["previous"] if set(one) == {"deleted", "previous"} else one for one in wanted]
    assert [one.value for one in found] == kept
    assert text_of(found[0].value) == json.dumps(kept[0], ensure_ascii=False)
