"""What each fact of this engine writes."""

from __future__ import annotations

from engines.analytics.facts import AdCostsChanged
from engines.analytics.queries import AD_COSTS
from engines.database.facts import Appliers

APPLIERS: Appliers = {AdCostsChanged: AD_COSTS.write}
