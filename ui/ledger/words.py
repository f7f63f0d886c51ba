"""Facts in words, for people: one sentence each, in the language of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale

from engines.analytics import facts as analytics
from engines.catalog import facts as catalog
from engines.database.facts import Fact
from engines.exchange import facts as exchange
from engines.identity import facts as identity
from engines.identity import subjects
from engines.inventory import facts as inventory
from engines.orders import facts as orders
from engines.recommend import facts as recommend
from ui.recommendations.words import model_words
from widgets.table.text import money


class FactWords:
    """Says facts; `digits` of the shop's currency for amounts."""

    def __init__(self, currency: str, digits: int, locale: QLocale) -> None:
        self.currency, self.digits, self.locale = currency, digits, locale
        self._say: Mapping[type[Fact], Callable[[Any], str]] = {
            identity.ShopFounded: self._founded,
            identity.PersonAdded: lambda f: self._fill(
                QCoreApplication.translate("Facts", "{name} may act as {role}."), f
            ),
            identity.PersonChanged: lambda f: self._fill(
                QCoreApplication.translate("Facts", "Person {id} is now {role}."), f
            ),
            identity.PasswordSet: lambda f: self._fill(
                QCoreApplication.translate("Facts", "Person {id} set a password."), f
            ),
            identity.PersonalDataSealed: self._sealed,
            identity.PersonalDataErased: self._erased,
            identity.PersonalDataWithdrawn: self._withdrawn,
            catalog.ProductAdded: self._product,
            catalog.VariantsAdded: self._variants,
            catalog.ProductsEdited: self._edited,
            catalog.VariantsEdited: self._edited,
            inventory.LocationAdded: lambda f: self._fill(
                QCoreApplication.translate("Facts", "A location “{name}” was added."), f
            ),
            inventory.StockMoved: self._moved,
            inventory.StockReserved: self._reserved,
            orders.CustomersAdded: self._customers,
            orders.OrderPlaced: self._placed,
            orders.OrderPaid: self._paid,
            orders.OrderShipped: self._shipped,
            orders.OrderCancelled: lambda f: self._fill(
                QCoreApplication.translate("Facts", "The order was cancelled: {reason}."), f
            ),
            orders.OrderReopened: lambda f: self._fill(
                QCoreApplication.translate("Facts", "The cancellation was taken back."), f
            ),
            orders.OrderRefunded: self._refunded,
            orders.OrderNoted: lambda f: self._fill(
                QCoreApplication.translate("Facts", "The note now says “{new}”."), f
            ),
            exchange.ImportApplied: self._imported,
            catalog.ProductsLinked: lambda f: self._rows(
                QCoreApplication.translate("Facts", "Numbers of products in another shop"), f
            ),
            catalog.SuppliersChanged: lambda f: self._rows(
                QCoreApplication.translate("Facts", "Suppliers"), f
            ),
            catalog.SupplierItemsChanged: lambda f: self._rows(
                QCoreApplication.translate("Facts", "SKUs of suppliers"), f
            ),
            recommend.ReviewsChanged: lambda f: self._rows(
                QCoreApplication.translate("Facts", "Reviews"), f
            ),
            recommend.RecommendationsPublished: self._published,
            analytics.AdCostsChanged: lambda f: self._rows(
                QCoreApplication.translate("Facts", "Advertising costs"), f
            ),
        }

    def say(self, fact: Fact) -> str:
        """One sentence about `fact`; its kind where there are no words for it."""
        say = self._say.get(type(fact))
        return say(fact) if say else fact.kind.replace("_", " ")

    def amount(self, minor: int, currency: str | None = None) -> str:
        """An amount with its currency."""
        return f"{money(minor, self.digits, self.locale)} {currency or self.currency}"

    def _fill(self, text: str, fact: Any) -> str:
        names = {name: getattr(fact, name) for name in fact.__struct_fields__}
        return text.format(**names)

    def _founded(self, f: identity.ShopFounded) -> str:
        text = QCoreApplication.translate("Facts", "The shop “{name}” was founded, in {currency}.")
        return self._fill(text, f)

    def _sealed(self, f: identity.PersonalDataSealed) -> str:
        text = QCoreApplication.translate(
            "Facts", "Personal data of {count} people went into the vault."
        )
        return text.format(count=len(f.sealed))

    def _erased(self, f: identity.PersonalDataErased) -> str:
        kind, key = subjects.of(f.subject_id)
        words = {
            "customer": QCoreApplication.translate(
                "Facts", "The personal data of customer {key} was destroyed."
            ),
            "supplier": QCoreApplication.translate(
                "Facts", "The contact of supplier {key} was destroyed."
            ),
            "review": QCoreApplication.translate(
                "Facts", "Author and words of review {key} were destroyed."
            ),
        }
        return words[kind].format(key=key)

    def _withdrawn(self, f: identity.PersonalDataWithdrawn) -> str:
        kind, key = subjects.of(f.subject_id)
        words = {
            "customer": QCoreApplication.translate(
                "Facts", "The personal data of customer {key} left with its import."
            ),
            "supplier": QCoreApplication.translate(
                "Facts", "The contact of supplier {key} left with its import."
            ),
            "review": QCoreApplication.translate(
                "Facts", "Author and words of review {key} left with its import."
            ),
        }
        return words[kind].format(key=key)

    def _rows(self, name: str, f: Any) -> str:
        """Rows that are told before and after: how many came, changed and left."""
        old, new = ({row.id for row in rows} for rows in (f.old, f.new))
        text = QCoreApplication.translate(
            "Facts", "{name}: {added} added, {changed} changed, {removed} removed."
        )
        counts = {"added": new - old, "changed": new & old, "removed": old - new}
        return text.format(name=name, **{key: len(ids) for key, ids in counts.items()})

    def _published(self, f: recommend.RecommendationsPublished) -> str:
        model = model_words(msgspec.json.decode(f.settings))
        if f.again is None:
            text = QCoreApplication.translate("Facts", "Recommendations by “{model}” went live.")
        else:
            text = QCoreApplication.translate(
                "Facts", "Recommendations by “{model}” were brought back."
            )
        return f"{text.format(model=model)} {f.note}".strip()

    def _product(self, f: catalog.ProductAdded) -> str:
        text = QCoreApplication.translate("Facts", "“{title}” was added with {count} variants.")
        return text.format(title=f.title, count=len(f.variants))

    def _variants(self, f: catalog.VariantsAdded) -> str:
        text = QCoreApplication.translate("Facts", "{count} variants were added: {skus}.")
        return text.format(count=len(f.variants), skus=", ".join(v.sku for v in f.variants[:5]))

    def _edited(self, f: catalog.ProductsEdited | catalog.VariantsEdited) -> str:
        first = f.edits[0]
        text = QCoreApplication.translate(
            "Facts", "{count} fields changed; {field} from “{old}” to “{new}”."
        )
        return text.format(count=len(f.edits), field=first.field, old=first.old, new=first.new)

    def _moved(self, f: inventory.StockMoved) -> str:
        words = {
            "received": QCoreApplication.translate("Facts", "{pieces} pieces were received."),
            "adjusted": QCoreApplication.translate(
                "Facts", "Stock was corrected by {pieces} pieces."
            ),
            "counted": QCoreApplication.translate(
                "Facts", "Stock was counted: {pieces} pieces difference."
            ),
            "transferred": QCoreApplication.translate("Facts", "Pieces changed their location."),
            "shipped": QCoreApplication.translate("Facts", "{pieces} pieces left the shelf."),
            "returned": QCoreApplication.translate("Facts", "{pieces} pieces came back."),
            "opening": QCoreApplication.translate("Facts", "Opening stock of {pieces} pieces."),
            "undone": QCoreApplication.translate("Facts", "A stock move was taken back."),
        }
        pieces = sum(move.quantity for move in f.moves)
        shown = abs(pieces) if f.reason in ("shipped", "returned") else pieces
        text = words.get(f.reason, f.reason).format(pieces=self.locale.toString(shown))
        return f"{text} {f.note}".strip()

    def _reserved(self, f: inventory.StockReserved) -> str:
        pieces = sum(line.quantity for line in f.lines)
        if pieces >= 0:
            text = QCoreApplication.translate("Facts", "{pieces} pieces were set aside.")
        else:
            text = QCoreApplication.translate("Facts", "{pieces} pieces were given back.")
        return text.format(pieces=abs(pieces))

    def _customers(self, f: orders.CustomersAdded) -> str:
        text = QCoreApplication.translate("Facts", "{count} customers became known.")
        return text.format(count=len(f.customers))

    def _placed(self, f: orders.OrderPlaced) -> str:
        text = QCoreApplication.translate(
            "Facts", "Order {number} came in: {lines} lines, {total}."
        )
        total = self.amount(f.total_minor, f.currency)
        return text.format(number=f.number, lines=len(f.lines), total=total)

    def _paid(self, f: orders.OrderPaid) -> str:
        text = QCoreApplication.translate("Facts", "{amount} came in by {method}.")
        return text.format(amount=self.amount(f.amount_minor), method=f.method)

    def _shipped(self, f: orders.OrderShipped) -> str:
        text = QCoreApplication.translate("Facts", "{pieces} pieces left in one parcel.")
        return text.format(pieces=sum(line.quantity for line in f.lines))

    def _refunded(self, f: orders.OrderRefunded) -> str:
        text = QCoreApplication.translate("Facts", "{amount} went back: {reason}.")
        return text.format(amount=self.amount(f.amount_minor), reason=f.reason)

    def _imported(self, f: exchange.ImportApplied) -> str:
        text = QCoreApplication.translate(
            "Facts", "{files} was imported: {accepted} of {read} rows."
        )
        return text.format(files=", ".join(f.files), accepted=f.accepted, read=f.read)


def kind_labels() -> dict[str, str]:
    """What each kind of fact is called in a table."""
    translate = QCoreApplication.translate
    return {
        "shop_founded": translate("Facts", "Shop founded"),
        "person_added": translate("Facts", "Person added"),
        "person_changed": translate("Facts", "Person changed"),
        "password_set": translate("Facts", "Password set"),
        "personal_data_sealed": translate("Facts", "Personal data sealed"),
        "personal_data_erased": translate("Facts", "Personal data erased"),
        "personal_data_withdrawn": translate("Facts", "Personal data withdrawn"),
        "product_added": translate("Facts", "Product added"),
        "variants_added": translate("Facts", "Variants added"),
        "products_edited": translate("Facts", "Products edited"),
        "variants_edited": translate("Facts", "Variants edited"),
        "products_withdrawn": translate("Facts", "Products withdrawn"),
        "location_added": translate("Facts", "Location added"),
        "locations_withdrawn": translate("Facts", "Locations withdrawn"),
        "stock_moved": translate("Facts", "Stock moved"),
        "stock_reserved": translate("Facts", "Stock reserved"),
        "stock_expected": translate("Facts", "Stock expected"),
        "customers_added": translate("Facts", "Customers added"),
        "customers_edited": translate("Facts", "Customers edited"),
        "customers_withdrawn": translate("Facts", "Customers withdrawn"),
        "order_placed": translate("Facts", "Order placed"),
        "orders_withdrawn": translate("Facts", "Orders withdrawn"),
        "order_paid": translate("Facts", "Order paid"),
        "order_shipped": translate("Facts", "Order shipped"),
        "order_cancelled": translate("Facts", "Order cancelled"),
        "order_reopened": translate("Facts", "Order reopened"),
        "order_refunded": translate("Facts", "Refund"),
        "order_noted": translate("Facts", "Note changed"),
        "import_applied": translate("Facts", "Import"),
        "products_linked": translate("Facts", "Products linked"),
        "suppliers_changed": translate("Facts", "Suppliers changed"),
        "supplier_items_changed": translate("Facts", "SKUs of suppliers changed"),
        "reviews_changed": translate("Facts", "Reviews changed"),
        "recommendations_published": translate("Facts", "Recommendations published"),
        "ad_costs_changed": translate("Facts", "Advertising costs changed"),
    }
