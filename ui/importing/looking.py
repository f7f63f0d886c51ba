"""Looking at files in a job: what an import would do, or what a table of one's own lacks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.context import Context
from engines.database.errors import CounterfoilError
from engines.database.ticket import Ticket
from engines.exchange import run as exchange
from engines.exchange.errors import KindUnknown, WrongKind
from engines.exchange.mapping.suggest import Suggestion, suggest
from engines.exchange.plan import Options
from engines.exchange.reading.table import Table

AUTO = "auto"


@dataclass(frozen=True)
class Looked:
    """What came of looking at files: an outcome, how a table is mapped, or what that lacks."""

    outcome: exchange.Outcome | None
    suggestion: Suggestion | None = None
    lacks: CounterfoilError | None = None
    table: Table | None = None  # the first file, as it was opened


def look(
    context: Context, files: Sequence[Path], kind: str, options: Options, ticket: Ticket
) -> Looked:
    """The outcome, and the mapping where the table has no columns of its own.

    Raises FileUnreadable, NothingKept, ColumnTwice, Cancelled.
    """
    looked = _look(context, files, kind, options, ticket)
    if looked.suggestion is not None:
        mapping = looked.suggestion.mapping
        kind, options = mapping.kind, replace(options, mapping=mapping)
    with suppress(CounterfoilError):
        return replace(looked, table=table_of(context, files[0], kind, options))
    return looked


def table_of(context: Context, file: Path, kind: str, options: Options) -> Table:
    """A file as an import would open it."""
    return exchange.table_of(context.shop.database, kind, file, options)


def _look(
    context: Context, files: Sequence[Path], kind: str, options: Options, ticket: Ticket
) -> Looked:
    suggestion = None
    try:
        if kind != AUTO:
            suggestion = suggest(
                files[0], ticket, kind=kind, mapping=options.mapping, layout=options.layout
            )
            options = replace(options, mapping=suggestion.mapping)
        return Looked(_preview(context, files, kind, options, ticket), suggestion)
    except KindUnknown:
        suggestion = suggest(files[0], ticket, mapping=options.mapping, layout=options.layout)
    except WrongKind as error:
        if suggestion is None:
            raise
        return Looked(None, suggestion, error)
    try:
        options = replace(options, mapping=suggestion.mapping)
        kind = suggestion.mapping.kind
        return Looked(_preview(context, files, kind, options, ticket), suggestion)
    except WrongKind as error:
        return Looked(None, suggestion, error)


def _preview(
    context: Context, files: Sequence[Path], kind: str, options: Options, ticket: Ticket
) -> exchange.Outcome:
    return exchange.preview(context.shop.database, context.actor, kind, files, options, ticket)
