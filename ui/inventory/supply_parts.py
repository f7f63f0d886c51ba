"""Parts of the detail panel: who sells a product to us, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale

from engines.database.money import exponent
from ui.inventory.variant_view import VariantView
from widgets.detail import DetailPanel
from widgets.table.source import Column
from widgets.table.text import Words, integer, money, shown

if TYPE_CHECKING:
    from engines.recommend.queries import Review

DAY = Column("at", "", "date")
MOST = 8  # suppliers
LONGEST = 400  # characters of a review


def show_suppliers(detail: DetailPanel, view: VariantView) -> None:
    """Who sells it: cost, lead time, and the SKU there; nothing where nobody is known."""
    if not view.suppliers:
        return
    translate, locale = QCoreApplication.translate, QLocale()
    detail.section(translate("StockPage", "Suppliers"))
    rows = []
    for one in view.suppliers[:MOST]:
        cost = "–"
        if one.cost_minor is not None:
            cost = f"{money(one.cost_minor, exponent(one.currency), locale)} {one.currency}"
        days = one.usual_lead_days
        lead = "–" if days is None else integer(days, locale)
        rows.append(["\n".join(filter(None, (one.name, one.supplier_sku))), cost, lead])
    headers = [
        translate("StockPage", "Name, their SKU"),
        translate("StockPage", "Cost"),
        translate("StockPage", "Days"),
    ]
    detail.table(headers, rows, numeric=(1, 2))
    if len(view.suppliers) > MOST:
        more = translate("StockPage", "and {count} more")
        detail.text(more.format(count=len(view.suppliers) - MOST), "muted")


def show_reviews(detail: DetailPanel, view: VariantView, zone: ZoneInfo) -> None:
    """Mean and count, and the newest ones; nothing where nobody said anything."""
    if not view.reviews:
        return
    translate, locale = QCoreApplication.translate, QLocale()
    detail.section(translate("StockPage", "Reviews"))
    standing = view.standing
    if standing.mean_milli is None:
        detail.text(translate("StockPage", "None is approved yet."), "muted")
    else:
        text = translate("StockPage", "{mean} of 5 on average, {count} approved")
        mean, count = stars(standing.mean_milli, locale), integer(standing.count, locale)
        detail.text(text.format(mean=mean, count=count))
    words = Words(locale, zone)
    for one in view.reviews:
        parts = [
            translate("StockPage", "{stars} of 5").format(stars=stars(one.rating_milli, locale)),
            shown(one.at_us, DAY, words),
            one.author,
            _status(one),
        ]
        detail.text(" · ".join(part for part in parts if part), "muted")
        for told in (one.title, one.text):
            if told:
                detail.text(told if len(told) <= LONGEST else told[:LONGEST] + "…", "small")


def stars(milli: int, locale: QLocale) -> str:
    """A rating with one decimal: 4.5."""
    return locale.toString(milli / 1000, "f", 1)


def _status(one: Review) -> str:
    """Why it is not shown to shoppers; empty where it is."""
    translate = QCoreApplication.translate
    return {
        "pending": translate("StockPage", "pending"),
        "rejected": translate("StockPage", "rejected"),
        "spam": translate("StockPage", "spam"),
        "trash": translate("StockPage", "in the trash"),
    }.get(one.status, "")
