"""Models as plain settings: what a configuration file, a ledger entry and an experiment hold."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from engines.database.errors import BadValue
from engines.recommend.models.als import Als
from engines.recommend.models.blend import Blend, Ingredient, Level
from engines.recommend.models.ease import Ease
from engines.recommend.models.frequency import Frequency
from engines.recommend.models.item_knn import Complements, ItemKnn
from engines.recommend.models.model import Model
from engines.recommend.models.popularity import Popularity, Trend
from engines.recommend.models.rp3beta import Rp3Beta
from engines.recommend.models.spectral import Spectral
from engines.recommend.models.tifu_knn import Tifu
from engines.recommend.models.user_knn import UserKnn

BLEND = "blend"
KINDS: Mapping[str, type[Any]] = {
    "popularity": Popularity,
    "trend": Trend,
    "frequency": Frequency,
    "item-knn": ItemKnn,
    "complements": Complements,
    "user-knn": UserKnn,
    "ease": Ease,
    "als": Als,
    "tifu-knn": Tifu,
    "rp3beta": Rp3Beta,
    "spectral": Spectral,
}


def plain(model: Model) -> dict[str, Any]:
    """A model as JSON and TOML hold it: its kind under `model`, and its settings."""
    if isinstance(model, Blend):
        parts = zip(model.ingredients, model.weights, strict=True)
        found = {"model": BLEND, "ingredients": [_part(one, weight) for one, weight in parts]}
        if model.levels:
            found["levels"] = [
                {"baskets": one.baskets, "weights": list(one.weights)} for one in model.levels
            ]
        return found
    kind = next(name for name, made in KINDS.items() if type(model) is made)
    fields = dataclasses.fields(KINDS[kind])
    return {"model": kind} | {one.name: getattr(model, one.name) for one in fields}


def _part(one: Ingredient, weight: float) -> dict[str, Any]:
    found = plain(one.model) | {"weight": weight}
    return found if one.scale is None else found | {"scale": one.scale}


def from_plain(settings: Mapping[str, Any]) -> Model:
    """The model that settings describe; what is not said is as usual. Raises BadValue."""
    told = dict(settings)
    kind = told.pop("model", None)
    if kind == BLEND:
        return _blend(told)
    made = KINDS.get(str(kind))
    if made is None:
        raise BadValue("model", str(kind), "not a model")
    hints = get_type_hints(made)
    known = {one.name for one in dataclasses.fields(made)}
    for name, value in told.items():
        if name not in known:
            raise BadValue(f"{kind}.{name}", str(value), "not a setting")
        told[name] = _value(f"{kind}.{name}", value, hints[name])
    model: Model = made(**told)
    return model


def _blend(told: dict[str, Any]) -> Blend:
    parts = told.pop("ingredients", None)
    levels = told.pop("levels", [])
    if told or not isinstance(parts, list) or not parts:
        raise BadValue(BLEND, ", ".join(told) or str(parts), "not a setting")
    made, weights = [], []
    for one in parts:
        rest = dict(one)
        weights.append(_value("weight", rest.pop("weight", None), float))
        scale = rest.pop("scale", None)
        scale = None if scale is None else _value("scale", scale, float)
        made.append(Ingredient(from_plain(rest), scale))
    return Blend(tuple(made), tuple(weights), _levels(levels, len(made)))


def _levels(told: Any, count: int) -> tuple[Level, ...]:
    found = []
    for one in told if isinstance(told, list) else [told]:
        weights = one.get("weights") if isinstance(one, Mapping) else None
        if not isinstance(weights, list) or len(weights) != count or len(one) != 2:
            raise BadValue(f"{BLEND}.levels", str(one), "not a setting")
        baskets = _value("baskets", one.get("baskets"), int)
        found.append(Level(baskets, tuple(_value("weights", each, float) for each in weights)))
    if any(low.baskets >= high.baskets for low, high in itertools.pairwise(found)):
        raise BadValue(
            f"{BLEND}.levels", str([one.baskets for one in found]), "not in order of baskets"
        )
    return tuple(found)


def _value(name: str, value: Any, wanted: Any) -> Any:
    """A setting of its type; numbers are finite and not below 0."""
    if get_origin(wanted) is Literal:
        if value in get_args(wanted):
            return value
        raise BadValue(name, str(value), "not a setting")
    if wanted is bool or isinstance(value, bool):
        if wanted is bool and isinstance(value, bool):
            return value
        raise BadValue(name, str(value), "not a setting")
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise BadValue(name, str(value), "not a number")
    if value < 0:
        raise BadValue(name, str(value), "negative")
    if wanted is int and not float(value).is_integer():
        raise BadValue(name, str(value), "not a whole number")
    return wanted(value)
