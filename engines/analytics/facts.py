"""What can happen to figures about advertising."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from engines.database.facts import Fact


class AdCostData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a campaign cost on a day, in all or for one SKU; what came of it, where that is told."""

    id: int
    day: str
    channel: str
    campaign: str
    cost_minor: int
    currency: str
    variant_id: int | None = None
    impressions: int | None = None
    clicks: int | None = None


class AdCostsChanged(Fact, frozen=True, kw_only=True):
    """Costs of advertising came, changed or left: each is written whole, before and after."""

    kind: ClassVar[str] = "ad_costs_changed"
    old: tuple[AdCostData, ...] = ()
    new: tuple[AdCostData, ...] = ()


FACTS: tuple[type[Fact], ...] = (AdCostsChanged,)
