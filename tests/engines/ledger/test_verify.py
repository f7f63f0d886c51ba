"""What was changed behind the program's back is found, and named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from engines.database.change import Change
from engines.inventory import commands as stock
from engines.ledger import queries as log
from engines.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from engines.ledger.keys import Signer, generate, read_key_file, signer
from engines.ledger.note import NoteError
from engines.ledger.tiles import WIDTH
from engines.ledger.verdict import Verdict
from tests.shops import TestShop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    """A shop with some three hundred entries, so that there is a second level of tiles."""
    one = TestShop(tmp_path / "shop")
    one.stocked(pieces=0)
    for number in range(290):
        one.do(partial(_count, number=number))
    yield one
    one.close()


def _count(change: Change, number: int) -> int:
    return stock.count(change, variant_id=1, location_id=1, counted=number + 1)


def _tamper(shop: TestShop, *statements: str) -> Verdict:
    connection = sqlite.connect(str(shop.shop.place.database))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return shop.shop.verify(processes=1)


def _found(verdict: Verdict) -> set[tuple[int | None, str]]:
    assert not verdict.ok
    return {(problem.entry, problem.kind) for problem in verdict.problems}


def test_a_clean_ledger_has_no_problems(shop: TestShop) -> None:
    verdict = shop.shop.verify(processes=1)
    assert verdict.ok
    assert verdict.entries > 256


def test_a_changed_text_is_named(shop: TestShop) -> None:
    sql = "UPDATE ledger_entry SET body = replace(body, 'counted', 'guessed') WHERE idx = 100"
    assert _found(_tamper(shop, sql)) == {(100, "text")}


def test_a_changed_column_is_named(shop: TestShop) -> None:
    sql = "UPDATE ledger_entry SET actor = 'somebody' WHERE idx = 120"
    assert _found(_tamper(shop, sql)) == {(120, "column")}


def test_a_changed_leaf_hash_is_told_from_a_changed_text(shop: TestShop) -> None:
    sql = (
        "UPDATE ledger_tile SET hashes = CAST(substr(hashes, 1, 64) || zeroblob(32) || "
        "substr(hashes, 97) AS BLOB) WHERE level = 0 AND number = 0"
    )
    found = _found(_tamper(shop, sql))
    assert (2, "hash") in found
    assert all(kind in ("hash", "tree") for _, kind in found)


def test_a_changed_signature_is_found(shop: TestShop) -> None:
    sql = (
        "UPDATE ledger_checkpoint SET note = "
        "substr(note, 1, length(note) - 9) || 'AAAAAAA=' || char(10) WHERE size > 256"
    )
    assert any(kind == "signature" for _, kind in _found(_tamper(shop, sql)))


def test_a_removed_entry_is_named(shop: TestShop) -> None:
    assert (150, "missing") in _found(_tamper(shop, "DELETE FROM ledger_entry WHERE idx = 150"))


def test_a_cut_off_end_is_found(shop: TestShop) -> None:
    found = _found(_tamper(shop, "DELETE FROM ledger_entry WHERE idx > 280"))
    assert found & {(None, "missing"), (None, "signature")}


def test_swapped_entries_are_named(shop: TestShop) -> None:
    found = _found(
        _tamper(
            shop,
            "UPDATE ledger_entry SET idx = -1 WHERE idx = 40",
            "UPDATE ledger_entry SET idx = 40 WHERE idx = 41",
            "UPDATE ledger_entry SET idx = 41 WHERE idx = -1",
        )
    )
    assert {(40, "sequence"), (41, "sequence"), (40, "text"), (41, "text")} <= found


def test_an_entry_without_a_text_that_reads_is_named(shop: TestShop) -> None:
    sql = "UPDATE ledger_entry SET body = CAST('{}' AS BLOB) WHERE idx = 10"
    assert {(10, "fact"), (10, "text")} <= _found(_tamper(shop, sql))


def test_a_kept_checkpoint_of_any_size_must_be_a_prefix(shop: TestShop) -> None:
    """Also one whose last tile is not full."""
    note = shop.shop.sign_now()
    size = open_checkpoint(note, [shop.shop.verifier]).size
    assert size % WIDTH
    shop.do(partial(_count, number=1_000))
    other = sign_checkpoint(Checkpoint(shop.shop.about.origin, size, b"\x01" * 32), _signer(shop))
    found = _found(
        _tamper(shop, f"UPDATE ledger_checkpoint SET note = '{other}' WHERE size = {size}")
    )
    assert found == {(None, "tree")}


def test_since_a_checkpoint_only_later_texts_are_read(shop: TestShop) -> None:
    note = shop.shop.sign_now()
    for number in range(300):
        shop.do(partial(_count, number=2_000 + number))
    assert shop.shop.verify(processes=1, since=note).ok
    early = "UPDATE ledger_entry SET body = replace(body, 'counted', 'guessed') WHERE idx = 100"
    _tamper(shop, early)
    assert shop.shop.verify(processes=1, since=note).ok
    late = "UPDATE ledger_entry SET body = replace(body, 'counted', 'guessed') WHERE idx = 400"
    _tamper(shop, late)
    assert _found(shop.shop.verify(processes=1, since=note)) == {(400, "text")}


def test_since_a_checkpoint_of_another_history_the_log_is_refused(shop: TestShop) -> None:
    size = shop.read(log.entries_count) - 10
    other = sign_checkpoint(Checkpoint(shop.shop.about.origin, size, b"\x01" * 32), _signer(shop))
    assert _found(shop.shop.verify(processes=1, since=other)) == {(None, "tree")}


def test_since_a_checkpoint_that_the_log_did_not_sign_nothing_is_said(shop: TestShop) -> None:
    stranger = signer(shop.shop.about.origin, generate())
    note = sign_checkpoint(Checkpoint(shop.shop.about.origin, 5, b"\x01" * 32), stranger)
    with pytest.raises(NoteError):
        shop.shop.verify(processes=1, since=note)


def _signer(shop: TestShop) -> Signer:
    return signer(shop.shop.about.origin, read_key_file(shop.shop.place.key_file, None))
