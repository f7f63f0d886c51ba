"""What advertising cost as a table: a row for a day, a channel, a campaign (and a SKU)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from engines.exchange.formats.row_base import RowImporter
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.ad_costs import AdCostPlanner


class AdCosts(RowImporter):
    """Imports costs of advertising; the same day and campaign told anew is no second one."""

    kind: ClassVar[str] = "ad-costs"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "day": ("Day",),
        "channel": ("Channel",),
        "campaign": ("Campaign",),
        "sku": ("SKU",),
        "cost": ("Cost",),
        "currency": ("Currency",),
        "impressions": ("Impressions",),
        "clicks": ("Clicks",),
    }
    required: ClassVar[Sequence[str]] = ("day", "channel", "cost")

    def planner(self, reading: Reading, plan: Plan) -> AdCostPlanner:
        """Who takes the rows."""
        return AdCostPlanner(reading, plan)
