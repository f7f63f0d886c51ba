"""What each fact of this engine writes."""

from __future__ import annotations

from engines.database.facts import Appliers
from engines.recommend.facts import ReviewsChanged
from engines.recommend.queries import REVIEWS

APPLIERS: Appliers = {ReviewsChanged: REVIEWS.write}
