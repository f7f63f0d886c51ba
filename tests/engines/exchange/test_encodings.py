"""Encodings, line ends and delimiters make no difference; what does not decode is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.exchange.tables import CUSTOMERS, TABLES, Table
from tests.engines.exchange.test_bad_files import explained
from tests.terminal import Terminal


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_line_ends_and_delimiters_make_no_difference(
    run: Terminal, tmp_path: Path, table: Table, delimiter: str, end: str
) -> None:
    file = tmp_path / "file.csv"
    bad = table.other[:-1]
    rows = (table.first, bad, table.second)
    file.write_bytes(table.text(*rows, delimiter=delimiter, end=end).encode())
    outcome = run("import", "auto", str(file), "--dry-run", status=1)
    assert [one["line"] for one in outcome["rejected"]] == [4]
    file.write_bytes(table.good(delimiter=delimiter, end=end).encode())
    outcome = run("import", "auto", str(file), "--dry-run")
    assert (outcome["kind"], outcome["accepted"]) == (table.kind, 2)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_encoding_is_told_and_gives_the_same_names(
    run: Terminal, tmp_path: Path, codec: str, name: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(CUSTOMERS.good().encode(codec))
    outcome = run("import", "auto", str(file))
    assert (outcome["encoding"], outcome["accepted"]) == (name, 2)
    assert run("show", "customer", "00721")["name"] == "Teodoro Villaseñor"


def test_a_few_broken_bytes_do_not_turn_every_accent_into_two_letters(
    run: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(CUSTOMERS.text(*_three()).encode().replace(b"B\xc3\xa4d", b"B\xc3d"))
    outcome = run("import", "auto", str(file), "--skip-rejected", status=1)
    assert outcome["encoding"] == "UTF-8"
    assert [(one["line"], one["column"]) for one in outcome["rejected"]] == [(4, "Last Name")]
    assert run("show", "customer", "00721")["name"] == "Teodoro Villaseñor"


def test_a_byte_that_windows_1252_lacks_is_named(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(CUSTOMERS.text(*_three()).encode("cp1252").replace(b"B\xe4d", b"B\x81d"))
    outcome = run("import", "auto", str(file), "--skip-rejected", status=1)
    assert outcome["encoding"] == "Windows-1252"
    found = [(one["line"], one["column"], one["value"]) for one in outcome["rejected"]]
    assert found == [(4, "Last Name", "B\ufffdd")]


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_utf_16_that_is_cut_in_a_character_is_named_by_the_line(
    run: Terminal, tmp_path: Path, table: Table
) -> None:
    file = tmp_path / "file.csv"
    rows = (table.first, *[table.other] * 500)  # far more than a decoder reads ahead
    lines = table.text(*rows).split("\n")
    file.write_bytes("\n".join(lines).encode("utf-16")[:-1])
    assert explained(run, file, table.kind)["line"] == 503
    lines[400] += "\ud800"
    file.write_bytes("\n".join(lines).encode("utf-16", "surrogatepass"))
    assert explained(run, file, table.kind)["line"] == 401


def _three() -> tuple[tuple[str, ...], ...]:
    return CUSTOMERS.first, CUSTOMERS.other, CUSTOMERS.second
