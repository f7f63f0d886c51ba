"""Models: from what shoppers did to a score for every item."""
