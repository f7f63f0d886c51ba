"""Recommendations without a window: lists for a whole file of shoppers, and why."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.run import DONE, PROBLEMS, Session
from engines.database.errors import BadValue
from engines.exchange.errors import FileUnreadable
from engines.exchange.reading.text import readable

if TYPE_CHECKING:
    from engines.exchange.tables.interactions import Read
    from engines.recommend.collect import Sales
    from engines.recommend.evidence import Part
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
        raise BadValue("-k", str(given.k), "not above zero")
    sales, noticed = _sales(session)
    data = sales.data
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
        | noticed
    )
    return DONE


def predict(session: Session) -> int:
    """What a user would give an item, and by which neighbours."""
    from engines.recommend.models.ratings import RatingKnn

    given = session.arguments
    data = _sales(session)[0].data
    user = _number(data.user_ids, given.user)
    item = _number(data.item_ids, given.item)
    found = RatingKnn().fit(data).predict(user, item)
    session.printer.result(
        {
            "user": given.user,
            "item": given.item,
            "rating": found.rating,
            "mean": found.mean,
            "basis": found.basis,
            "neighbours": [
                {
                    "user": data.user_ids[one.user],
                    "weight": one.weight,
                    "rating": one.rating,
                    "mean": one.mean,
                }
                for one in found.neighbours
            ],
        }
    )
    return DONE


def explain(session: Session) -> int:
    """Why an item has its place in a user's list, in parts that sum to its score."""
    from app.recommending import Showing

    given = session.arguments
    sales, _ = _sales(session)
    model = _model(session, sales.data)
    showing = Showing(sales, plain_of(model), given.target, session.ticket)
    found = showing.explain(given.user, given.item)
    session.printer.result(
        {
            "user": given.user,
            "item": found.sku,
            "title": found.title,
            "model": model.name,
            "rank": found.rank,
            "score": found.score,
            "contributions": [_part(one) for one in found.parts],
        }
    )
    return DONE


def _part(one: Part) -> dict[str, Any]:
    return {
        "part": one.group,
        "amount": one.amount,
        "times": one.times,
        "last": None if one.last is None else one.last,
        "shoppers": one.shoppers,
        "items": [
            {"item": tie.item, "amount": tie.amount, "both": tie.both, "of": tie.of}
            for tie in one.ties
        ],
    }


def tune(session: Session) -> int:
    """All models side by side on the latest window, or one model's settings; the best first."""
    sales, noticed = _sales(session)
    if session.arguments.model:
        session.printer.result(_tuned(session, sales.data) | noticed)
        return DONE
    choice = _choose(session, sales.data)
    session.printer.result(
        {"target": session.arguments.target, "repeat_shop": choice.repeats}
        | _model_told(choice.model, choice)
        | noticed
    )
    return DONE if choice.asked else PROBLEMS


def _tuned(session: Session, data: Interactions) -> dict[str, Any]:
    """The best settings of one kind of model. Raises BadValue, TooFewToJudge."""
    from engines.recommend.errors import TooFewToJudge
    from engines.recommend.training import FEWEST, MOST_ASKED
    from engines.recommend.tuning import grid, tune
    from engines.recommend.windows import validation

    given = session.arguments
    models = grid(given.model)
    windows = validation(data, given.target, windows=1)
    asked = len(windows[0].asked) if windows else 0
    if asked < FEWEST:
        raise TooFewToJudge(asked, FEWEST)
    found = tune(windows[0].sample(MOST_ASKED), models, session.ticket)
    return {
        "target": given.target,
        "model": given.model,
        "settings": plain_of(found[0].model),
        "judged_by": len(found[0].ndcg),
        "tried": len(models),
        "results": [
            {
                "settings": plain_of(one.model),
                "ndcg": one.interval.mean,
                "low": one.interval.low,
                "high": one.interval.high,
            }
            for one in found
        ],
    }


def evaluate(session: Session) -> int:
    """The metrics of one model on the latest window, with intervals."""
    from engines.recommend.judging import judge

    sales, noticed = _sales(session)
    model = _model(session, sales.data)
    found = judge(model, sales.data, session.arguments.target, session.ticket)
    session.printer.result(
        {
            "model": model.name,
            "target": session.arguments.target,
            "judged_by": found.asked,
            "metrics": {
                name: {"low": one.low, "mean": one.mean, "high": one.high}
                for name, one in found.metrics.items()
            },
        }
        | noticed
    )
    return DONE


def publish(session: Session) -> int:
    """Put a model live: the given one, or the best."""
    from app.recommending import train
    from engines.recommend import publications
    from engines.recommend.collect import sales_of

    given, shop, actor = session.arguments, session.shop, session.actor()
    sales = shop.database.read(sales_of)
    if given.config:
        settings, metrics = plain_of(_configured(given.config)), {}
        data_digest = publications.digest(sales.data)
    else:
        trained = train(sales, given.target, session.ticket)
        settings, data_digest = dict(trained.chosen), trained.digest
        metrics = trained.candidates[0].metrics() if trained.candidates else {}
    done = shop.database.change(
        actor,
        "publish recommendations",
        lambda change: publications.publish(
            change,
            target=given.target,
            settings=settings,
            metrics=metrics,
            data_digest=data_digest,
            note=given.note,
        ),
    )
    session.printer.result(
        {"published": done.value, "settings": settings, "metrics": metrics}
        | {"entries": len(done.entries)}
    )
    return DONE


def rollback(session: Session) -> int:
    """Bring back what was live before."""
    from engines.recommend import publications

    given, shop, actor = session.arguments, session.shop, session.actor()
    done = shop.database.change(
        actor,
        "roll back recommendations",
        lambda change: publications.rollback(
            change, target=given.target, publication_id=given.publication
        ),
    )
    session.printer.result({"published": done.value, "entries": len(done.entries)})
    return DONE


def _number(names: tuple[str, ...], name: str) -> int | None:
    """The place of a name; None for one that nobody knows."""
    return names.index(name) if name in names else None


def _sales(session: Session) -> tuple[Sales, dict[str, int]]:
    """What to learn from: a file, or the shop's own orders; and what was noticed in a file."""
    import numpy as np

    from engines.exchange.tables.interactions import read_interactions
    from engines.recommend.collect import Sales, sales_of
    from engines.recommend.errors import NothingToLearn

    file = session.arguments.interactions
    if file is None:
        session.actor()
        sales, noticed = session.shop.database.read(sales_of), {}
    else:
        found = read_interactions(Path(file), session.ticket)
        free = np.zeros(found.data.items, np.int64)
        sales, noticed = Sales(found.data, found.data.item_ids, free), _noticed(found)
    if not len(sales.data):
        raise NothingToLearn
    return sales, noticed


def _model(session: Session, data: Interactions) -> Model:
    """The model of a file, the live one of the shop, or the best."""
    from engines.recommend import publications
    from engines.recommend.models.settings import from_plain

    given = session.arguments
    if given.config:
        return _configured(given.config)
    if given.interactions is None:
        live = session.shop.database.read(lambda c: publications.live(c, given.target))
        if live is not None:
            return from_plain(live.model())
    return _choose(session, data).model


def plain_of(model: Model) -> dict[str, Any]:
    """A model's settings."""
    from engines.recommend.models.settings import plain

    return plain(model)


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
