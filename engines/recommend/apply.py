"""What each fact of this engine writes."""

from __future__ import annotations

from engines.database.facts import Appliers
from engines.recommend.facts import RecommendationsPublished, ReviewsChanged
from engines.recommend.publications import write
from engines.recommend.queries import REVIEWS

APPLIERS: Appliers = {
    ReviewsChanged: REVIEWS.write,
    RecommendationsPublished: write,
}
