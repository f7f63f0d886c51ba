"""What was changed behind the program's back is found, and named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from engines.database.change import Change
from engines.inventory import commands as stock
from engines.ledger import keys
from engines.ledger.checkpoint import Checkpoint, sign_checkpoint
from engines.ledger.merkle import leaf_hash, root_of
from engines.ledger.verify import Verdict
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


@pytest.mark.parametrize("size", [100, 256])
def test_a_kept_checkpoint_that_says_something_else_is_found(shop: TestShop, size: int) -> None:
    """Whoever holds the key may sign another history: the older promise gives it away."""
    place, origin = shop.shop.place, shop.shop.about.origin
    signer = keys.signer(origin, keys.read_key_file(place.key_file, None))
    for root, kept in ((_root(shop, size), True), (bytes(32), False)):
        note = sign_checkpoint(Checkpoint(origin, size, root), signer)
        verdict = _tamper(
            shop,
            f"DELETE FROM ledger_checkpoint WHERE size = {size}",
            f"INSERT INTO ledger_checkpoint VALUES ({size}, 0, '{note}', 1)",
        )
        assert verdict.ok == kept, verdict.problems
    assert _found(verdict) == {(None, "tree")}
    assert f" {size} entries" in verdict.problems[0].message


def _root(shop: TestShop, size: int) -> bytes:
    bodies = shop.read(lambda c: c.column("SELECT body FROM ledger_entry ORDER BY idx"))
    return root_of([leaf_hash(body) for body in bodies[:size]])
