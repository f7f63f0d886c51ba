"""Everything that changes what is known of advertising."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engines.analytics import queries
from engines.analytics.facts import AdCostData, AdCostsChanged
from engines.catalog import queries as catalog
from engines.catalog.commands import MAX_MINOR
from engines.database.change import Change
from engines.database.entries import Recorded
from engines.database.errors import BadValue
from engines.database.money import is_currency
from engines.identity.rights import Right


def set_ad_cost(
    change: Change,
    *,
    day: str,
    channel: str,
    campaign: str,
    cost_minor: int,
    currency: str,
    variant_id: int | None = None,
    impressions: int | None = None,
    clicks: int | None = None,
) -> None:
    """Say what a campaign cost on a day, in place of what was known. Raises BadValue, NotFound."""
    change.require(Right.ANALYTICS_EDIT)
    _check_day(day)
    if not channel.strip():
        raise BadValue("channel", channel, "empty")
    if not is_currency(currency):
        raise BadValue("currency", currency, "not a currency")
    if not 0 <= cost_minor <= MAX_MINOR:
        raise BadValue("cost", str(cost_minor), "out of range")
    for field, number in (("impressions", impressions), ("clicks", clicks)):
        if number is not None and number < 0:
            raise BadValue(field, str(number), "negative")
    if variant_id is not None:
        catalog.variant(change.connection, variant_id)
    old = queries.cost_of(change.connection, (day, channel, campaign, variant_id))
    new = AdCostData(
        id=old.id if old else queries.AD_COSTS.next_id(change.connection),
        day=day,
        channel=channel,
        campaign=campaign,
        cost_minor=cost_minor,
        currency=currency,
        variant_id=variant_id,
        impressions=impressions,
        clicks=clicks,
    )
    if new != old:
        change.record(AdCostsChanged(old=(old,) if old else (), new=(new,)))


def _check_day(day: str) -> None:
    try:
        plain = date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise BadValue("day", day, "not a date") from error
    if plain != day:
        raise BadValue("day", day, "not a date")


def undo_ad_costs(change: Change, recorded: Sequence[Recorded[AdCostsChanged]]) -> None:
    """Put costs back as they were. Raises RowChanged."""
    queries.AD_COSTS.undo(change, recorded, {"variant_id": catalog.variants_there})
