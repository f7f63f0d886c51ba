"""What advertising cost, by day, channel, campaign and (where it is told) SKU."""

from __future__ import annotations

from datetime import datetime

import msgspec

from engines.analytics import queries as ads
from engines.analytics.facts import AdCostData, AdCostsChanged
from engines.catalog import queries as catalog
from engines.database.moments import from_us
from engines.database.money import exponent, is_currency
from engines.database.rows import facts_of
from engines.exchange.errors import CellError
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.fields import Fields
from engines.exchange.planning.file_sums import FileSums
from engines.exchange.reading import cells

_COUNTS = ("impressions", "clicks")


class AdCostPlanner:
    """The costs of the shop and of the files so far."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.plan, self.options = plan, reading.options
        self.skus = catalog.sku_ids(reading.connection)
        known = ads.costs_by_key(reading.connection)
        self.keys = {key: one.id for key, one in known.items()}
        self.was = {one.id: one for one in known.values()}
        self.now = dict(self.was)
        self.next_id = ads.AD_COSTS.next_id(reading.connection)
        self.seen: set[ads.Key] = set()
        self.spent: dict[str, int] = {}
        self.counts = dict.fromkeys(_COUNTS, 0)
        self.file_sums = FileSums("ad-costs", *_COUNTS)
        self.file_spent: dict[str, FileSums] = {}

    def tell(self, fields: Fields) -> None:
        """Add a row to the sums of the file, as it stands there; sums are by currency."""
        self.file_sums.count("ad-costs")
        for name in _COUNTS:
            self.file_sums.add(name, fields.get(name))
        told = fields.get("currency").strip().upper()
        currency = told if is_currency(told) else self.options.currency
        sums = self.file_spent.setdefault(currency, FileSums("spend"))
        sums.add("spend", fields.get("cost"), digits=exponent(currency))

    def take(self, fields: Fields) -> None:
        """Take a row. Raises CellError."""
        new = self._read(fields)
        key = ads.key_of(new)
        if key in self.seen:
            raise CellError(fields.label("campaign"), new.campaign, "ad cost twice")
        self.seen.add(key)
        for name in _COUNTS:
            self.counts[name] += getattr(new, name) or 0
        known = self.keys.get(key)
        if known is None:
            known, self.next_id = self.next_id, self.next_id + 1
        old = self.was.get(known)
        new = msgspec.structs.replace(new, id=known, **self._kept(old, new))
        self.now[known] = new
        if old is None:
            self.plan.count("ad-costs")
        elif new != old:
            self.plan.count("ad-costs", new=False)
        else:
            self.plan.unchanged += 1
        self.spent[new.currency] = self.spent.get(new.currency, 0) + new.cost_minor

    def _read(self, fields: Fields) -> AdCostData:
        at_us = cells.moment(fields.label("day"), fields.get("day"), self.options.zone)
        channel, campaign = (
            cells.prose(fields.label(one), fields.get(one)) for one in ("channel", "campaign")
        )
        if not channel:
            raise CellError(fields.label("channel"), "", "empty")
        sku = cells.identifier(fields.label("sku"), fields.get("sku"))
        if sku and sku not in self.skus:
            raise CellError(fields.label("sku"), sku, "unknown SKU")
        currency = (
            cells.currency(fields.label("currency"), fields.get("currency"))
            or self.options.currency
        )
        label, spent = fields.label("cost"), fields.get("cost")
        if not spent.strip():
            raise CellError(label, "", "empty")
        cost = cells.money(label, spent, exponent(currency))
        counts = {name: _count(fields, name) for name in _COUNTS}
        return AdCostData(
            id=0,
            day=self._day(at_us).date().isoformat(),
            channel=channel,
            campaign=campaign,
            cost_minor=cost,
            currency=currency,
            variant_id=self.skus.get(sku),
            **counts,
        )

    def _day(self, at_us: int) -> datetime:
        """A moment as the clocks of the shop show it."""
        return from_us(at_us).astimezone(self.options.zone)

    def _kept(self, old: AdCostData | None, new: AdCostData) -> dict[str, int | None]:
        """Counts that the file does not tell stay as they are."""
        told = {name: getattr(new, name) for name in _COUNTS}
        return {
            name: getattr(old, name, None) if number is None else number
            for name, number in told.items()
        }

    def finish(self) -> None:
        """Facts for what is new or different, and the sums over all."""
        self.plan.facts += facts_of(AdCostsChanged, self.was, self.now, self.now)
        told = {name: sums.done()["spend"] for name, sums in self.file_spent.items()}
        own = self.options.currency
        order = sorted(told.keys() | self.spent.keys(), key=lambda one: (one != own, one))
        label = {one: "spend" if one == own else f"spend {one}" for one in order}
        spent = {label[one]: self.spent.get(one, 0) for one in order}
        self.plan.totals = {"ad-costs": self.plan.accepted, **self.counts, **spent}
        spent = {label[one]: told.get(one, 0) for one in order}
        self.plan.file_totals = {**self.file_sums.done(), **spent}


def _count(fields: Fields, name: str) -> int | None:
    told = fields.get(name).strip()
    return cells.integer(fields.label(name), told) if told else None
