"""Recommendations without a window: lists for a whole file of shoppers, and why."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.run import DONE, Session, WrongUse
from engines.database.errors import BadValue
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.text import readable

if TYPE_CHECKING:
    from engines.exchange.tables.interactions import Read
    from engines.recommend.interactions import Interactions
    from engines.recommend.models.model import Model
    from engines.recommend.training import Choice


def batch(session: Session) -> int:
    """Lists for many shoppers, by a model that is given or chosen."""
    import numpy as np

    from engines.exchange.tables.interactions import read_users
    from engines.exchange.tables.lists import write_lists
    from engines.recommend.lists import recommend
    from engines.recommend.models.popularity import Popularity

    given, ticket = session.arguments, session.ticket
    if given.k < 1:
        raise BadValue("-k", str(given.k), "negative")
    found = _read(session)
    data = found.data
    asked = data.user_ids
    if given.users:
        asked = read_users(Path(given.users), ticket)
        data = _with_users(data, asked)
    choice = None if given.config else _choose(session, data)
    model = _configured(given.config) if choice is None else choice.model
    session.printer.message(f"{model.name}: fitting")
    fitted, popular = model.fit(data, ticket), Popularity().fit(data, ticket)
    number = {name: at for at, name in enumerate(data.user_ids)}
    users = np.array([number[name] for name in asked], np.int64)
    lists = recommend(fitted, popular, data, users, given.k, given.target, ticket)
    rows = write_lists(Path(given.out), asked, data.item_ids, lists)
    session.printer.result(
        {"file": given.out, "rows": rows, "users": len(asked), "target": given.target}
        | {"guessed": int(lists.guessed.sum())}
        | _model_told(model, choice)
        | _noticed(found)
    )
    return DONE


def _read(session: Session) -> Read:
    from engines.exchange.tables.interactions import read_interactions
    from engines.recommend.errors import NothingToLearn

    given = session.arguments
    if not given.interactions:
        raise WrongUse("--interactions FILE is needed")
    found = read_interactions(Path(given.interactions), session.ticket)
    if not len(found.data):
        raise NothingToLearn
    return found


def _with_users(data: Interactions, asked: tuple[str, ...]) -> Interactions:
    """The same with users of whom nothing is known added behind."""
    known = set(data.user_ids)
    return replace(data, user_ids=data.user_ids + tuple(one for one in asked if one not in known))


def _choose(session: Session, data: Interactions) -> Choice:
    from engines.recommend.training import choose

    session.printer.message("choosing a model")
    return choose(data, session.arguments.target, session.ticket)


def _configured(file: str) -> Model:
    """The model of a TOML file. Raises FileUnreadable, BadValue."""
    from engines.recommend.models.settings import from_plain

    path = Path(file)
    with readable(path):
        text = path.read_text("utf-8")
    try:
        return from_plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FileUnreadable(path, "not toml", detail=str(error)) from error


def _model_told(model: Model, choice: Choice | None) -> dict[str, Any]:
    """The model with its settings, and how all candidates did."""
    from engines.recommend.models.settings import plain

    told: dict[str, Any] = {"model": model.name, "settings": plain(model)}
    if choice is not None:
        told["judged_by"] = choice.asked
        told["results"] = [
            {
                "model": one.name,
                "ndcg": one.interval.mean,
                "low": one.interval.low,
                "high": one.interval.high,
            }
            for one in choice.results
        ]
    return told


def _noticed(found: Read) -> dict[str, int]:
    return {
        "read": found.rows,
        "without_time": found.untimed,
        "in_the_future": found.future,
        "returns": found.returned,
    }
