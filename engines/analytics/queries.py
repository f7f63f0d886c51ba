"""What can be read of what advertising cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engines.analytics.facts import AdCostData
from engines.catalog import queries as catalog
from engines.database.pages import Filter, Listing, Page, Sort
from engines.database.rows import RowTable
from engines.database.sql import Clause, Connection, contains, first_among, starts

Key: TypeAlias = tuple[str, str, str, int | None]  # day, channel, campaign, variant
AD_COSTS = RowTable(
    "analytics_ad_cost",
    (
        "id",
        "day",
        "channel",
        "campaign",
        "cost_minor",
        "currency",
        "variant_id",
        "impressions",
        "clicks",
    ),
    ("day", "channel", "campaign", "variant_id"),
)


@dataclass(frozen=True, slots=True)
class AdCost:
    """What a campaign cost on a day; `sku` is empty where it was for no single one."""

    id: int
    day: str
    channel: str
    campaign: str
    sku: str
    cost_minor: int
    currency: str
    impressions: int | None
    clicks: int | None
    version: int
    entry: int


def _has_words(_connection: Connection, text: str, _loose: bool) -> Clause:
    return contains("a.campaign", text) | contains("a.channel", text) | starts("v.sku", text)


_SOURCE = "analytics_ad_cost a LEFT " + catalog.variant_joined("a.variant_id")
LISTING = Listing(
    key="a.id",
    source=_SOURCE,
    columns={
        "id": "a.id",
        "day": "a.day",
        "channel": "a.channel",
        "campaign": "a.campaign",
        "sku": "v.sku",
        "cost_minor": "a.cost_minor",
        "currency": "a.currency",
        "impressions": "a.impressions",
        "clicks": "a.clicks",
    },
    special={"words": _has_words},
)
_SELECT = (
    "SELECT a.id, a.day, a.channel, a.campaign, coalesce(v.sku, ''), a.cost_minor, a.currency, "
    f"a.impressions, a.clicks, a.version, a.entry FROM {_SOURCE}"
)


# The newest day first.
ORDER = (Sort("day", descending=True), Sort("channel"), Sort("campaign"), Sort("sku"))


def page(
    connection: Connection,
    where: Sequence[Filter] = (),
    sort: Sequence[Sort] = ORDER,
    offset: int = 0,
    limit: int = 200,
) -> Page[AdCost]:
    """Costs, the newest day first."""
    keys = LISTING.keys(connection, where, sort, offset, limit + 1)
    rows = LISTING.rows(connection, _SELECT, keys[:limit], lambda row: AdCost(*row))
    return Page(tuple(rows), offset + limit if len(keys) > limit else None)


def costs_by_key(connection: Connection) -> dict[Key, AdCostData]:
    """Every cost by what names it, for imports and commands."""
    rows = connection.all(
        "SELECT id, day, channel, campaign, cost_minor, currency, variant_id, impressions, clicks "
        "FROM analytics_ad_cost"
    )
    made = [AdCostData(**dict(zip(AD_COSTS.columns, row, strict=True))) for row in rows]
    return {key_of(one): one for one in made}


def cost_of(connection: Connection, key: Key) -> AdCostData | None:
    """The cost of that key; None where there is none."""
    row = AD_COSTS.find(connection, *key)
    return None if row is None else AdCostData(**dict(zip(AD_COSTS.columns, row, strict=True)))


def key_of(one: AdCostData) -> Key:
    """What names a cost: another of the same is the same one, told anew."""
    return one.day, one.channel, one.campaign, one.variant_id


def advertised_among(connection: Connection, variant_ids: Sequence[int]) -> int | None:
    """One of these variants that was advertised; None if none was."""
    return first_among(connection, "analytics_ad_cost", "variant_id", variant_ids)
