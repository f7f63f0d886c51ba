"""Facts are read as strictly as they are written, and applied in the order they happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
import sqlcipher3.dbapi2 as driver

from engines.database.entries import Recorded
from engines.database.facts import Appliers, BrokenFact, Fact, FactBook, UnknownFact
from engines.database.sql import Connection


class Opened(Fact, frozen=True, kw_only=True):
    """Something was opened."""

    kind: ClassVar[str] = "opened"
    id: int
    note: str = ""


class Closed(Fact, frozen=True, kw_only=True):
    """Something was closed."""

    kind: ClassVar[str] = "closed"
    v: ClassVar[int] = 2
    id: int


def _book(heard: list[list[int]]) -> FactBook:
    def apply(_connection: Connection, recorded: Sequence[Recorded[Any]]) -> None:
        heard.append([one.fact.id for one in recorded])

    appliers: Appliers = {Opened: apply, Closed: apply}
    return FactBook(appliers)


def test_a_fact_survives_its_text_without_what_it_does_not_say() -> None:
    book = _book([])
    assert book.encode(Opened(id=1)) == b'{"id":1}'
    assert book.encode(Opened(note="x", id=1)) == b'{"id":1,"note":"x"}'
    for fact in (Opened(id=1), Opened(id=1, note="é\u2028"), Closed(id=2)):
        assert book.decode(fact.kind, fact.v, book.encode(fact)) == fact


@pytest.mark.parametrize(("kind", "version"), [("opened", 2), ("closed", 1), ("burnt", 1)])
def test_a_kind_or_version_nobody_knows_is_named(kind: str, version: int) -> None:
    with pytest.raises(UnknownFact) as caught:
        _book([]).decode(kind, version, b'{"id":1}')
    assert (caught.value.kind, caught.value.version) == (kind, version)


@pytest.mark.parametrize(
    "text",
    [b"", b"{}", b'{"id":"1"}', b'{"id":1.5}', b'{"id":1,"colour":"red"}', b'{"id":1'],
    ids=str,
)
def test_a_text_of_another_shape_is_refused(text: bytes) -> None:
    with pytest.raises(BrokenFact):
        _book([]).decode("opened", 1, text)


def test_facts_are_applied_in_order_in_runs_of_one_kind() -> None:
    heard: list[list[int]] = []
    facts = [Opened(id=1), Opened(id=2), Closed(id=1), Opened(id=3), Closed(id=3), Closed(id=2)]
    recorded = [Recorded(index, 0, "ana", fact) for index, fact in enumerate(facts)]
    file = driver.connect(":memory:")
    _book(heard).apply(Connection(file), recorded)
    file.close()
    assert heard == [[1, 2], [1], [3], [3, 2]]
