"""What a table of one's own can be read as: kinds, and the fields of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ValueKind = Literal["text", "identifier", "money", "number", "date", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    `label` is the column under which the importer of the kind knows it, `words` are what people
    call it (folded), `constant` what it is where the table has no such column.
    """

    name: str
    label: str
    value: ValueKind = "text"
    required: bool = False
    words: tuple[str, ...] = ()
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of import, with its fields in the order in which the importer wants them."""

    kind: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((one for one in self.fields if one.name == name), None)


_SKU = (
    "sku",
    "article number",
    "item number",
    "item no",
    "stockcode",
    "artikelnummer",
    "货号",
    "artikel",
    "artikelnr",
    "商品编码",
    "商品编号",
    "variant sku",
    "product code",
    "code",
    "item",
    "article",
)
_PRICE = ("price", "unit price", "variant price", "regular price", "sale price", "preis", "售价")
_COST = ("cost", "cost per item", "unit cost", "purchase price", "einkaufspreis", "成本", "进价")
_QUANTITY = ("quantity", "qty", "stock", "on hand", "inventory", "bestand", "menge", "数量", "库存")
_EMAIL = ("email", "e-mail", "mail", "email address", "customer email", "邮箱", "电子邮箱")
_NAME = ("name", "customer", "customer name", "full name", "buyer", "kunde", "姓名", "客户")
_COUNTRY = ("country", "country code", "shipping country", "land", "国家")

PRODUCTS = Target(
    "products",
    (
        Field("handle", "Handle", "identifier", words=("handle", "url handle", "slug", "parent")),
        Field("title", "Title", required=True, words=("title", "product", "product name", "name",
              "description", "bezeichnung", "商品名称", "名称", "品名")),
        Field("vendor", "Vendor", words=("vendor", "brand", "manufacturer", "marke", "品牌")),
        Field("category", "Type", words=("category", "type", "product type", "kategorie", "类别")),
        Field("tags", "Tags", words=("tags", "keywords", "标签")),
        Field("status", "Status", words=("status", "state", "状态")),
        Field("option1_name", "Option1 Name", constant="Title"),
        Field("option1", "Option1 Value", words=("option", "variant", "size", "规格"),
              constant="Default Title"),
        Field("option2_name", "Option2 Name"),
        Field("option2", "Option2 Value", words=("color", "colour", "farbe", "颜色")),
        Field("sku", "Variant SKU", "identifier", required=True, words=_SKU),
        Field("barcode", "Variant Barcode", "identifier", words=("barcode", "ean", "gtin", "upc",
              "isbn", "条码")),
        Field("price", "Variant Price", "money", required=True, words=_PRICE),
        Field("compare_at", "Variant Compare At Price", "money", words=("compare at price",
              "list price", "msrp", "rrp", "uvp", "原价")),
        Field("cost", "Cost per item", "money", words=_COST),
        Field("grams", "Variant Grams", "number", words=("weight", "grams", "gewicht", "重量")),
        Field("quantity", "Variant Inventory Qty", "number", words=_QUANTITY),
    ),
)  # fmt: skip
STOCK = Target(
    "stock",
    (
        Field("handle", "Handle", "identifier", constant=""),
        Field("sku", "SKU", "identifier", required=True, words=_SKU),
        Field("origin", "COO", constant=""),
        Field("location", "Location", words=("location", "warehouse", "lager", "仓库", "库位")),
        Field("on_hand", "On hand", "number", required=True, words=_QUANTITY),
    ),
)
PRICES = Target(
    "prices",
    (
        Field("sku", "SKU", "identifier", required=True, words=_SKU),
        Field("price", "Price", "money", words=_PRICE),
        Field("compare_at", "Compare-at price", "money", words=("compare at price", "list price",
              "msrp", "rrp", "uvp", "原价")),
        Field("cost", "Cost", "money", words=_COST),
    ),
)  # fmt: skip
CUSTOMERS = Target(
    "customers",
    (
        Field("id", "Customer ID", "identifier", words=("id", "customer id", "customer number",
              "kundennummer", "客户编号")),
        Field("first", "First Name", words=("first name", "given name", "vorname", "名", *_NAME),
              constant=""),
        Field("last", "Last Name", words=("last name", "surname", "family name", "nachname", "姓"),
              constant=""),
        Field("email", "Email", required=True, words=_EMAIL),
        Field("company", "Company", words=("company", "firma", "公司")),
        Field("address1", "Address1", words=("address", "street", "address 1", "strasse", "地址")),
        Field("city", "City", words=("city", "town", "ort", "stadt", "城市")),
        Field("province", "Province Code", words=("province", "state", "region", "省")),
        Field("country", "Country Code", words=_COUNTRY),
        Field("zip", "Zip", "identifier", words=("zip", "postcode", "postal code", "plz", "邮编")),
        Field("phone", "Phone", "identifier", words=("phone", "telephone", "mobile", "telefon",
              "电话", "手机")),
        Field("spent", "Total Spent", "money", words=("total spent",), constant="0"),
        Field("note", "Note", words=("note", "remark", "notiz", "备注")),
        Field("tags", "Tags", words=("tags", "groups", "标签"), constant=""),
    ),
)  # fmt: skip
ORDERS = Target(
    "orders",
    (
        Field("number", "Name", "identifier", required=True, words=("order", "order number",
              "order no", "order id", "invoice", "invoiceno", "bestellnummer", "订单号", "单号")),
        Field("email", "Email", words=_EMAIL),
        Field("financial", "Financial Status", "choice", words=("financial status",
              "payment status"), constant="paid"),
        Field("paid_at", "Paid at", "date", words=("paid at", "payment date", "付款时间")),
        Field("fulfilment", "Fulfillment Status", "choice", words=("fulfillment status",
              "shipping status"), constant=""),
        Field("currency", "Currency", "identifier", words=("currency", "währung", "币种")),
        Field("shipping", "Shipping", "money", words=("shipping", "shipping cost", "versand",
              "运费")),
        Field("taxes", "Taxes", "money", words=("tax", "taxes", "vat", "mwst", "税额")),
        Field("total", "Total", "money", words=("total", "order total", "grand total", "summe",
              "订单金额", "总价")),
        Field("discount", "Discount Amount", "money", words=("discount", "rabatt", "优惠")),
        Field("created", "Created at", "date", required=True, words=("date", "order date",
              "created at", "created", "invoicedate", "datum", "日期", "下单时间")),
        Field("quantity", "Lineitem quantity", "number", required=True, words=_QUANTITY),
        Field("name", "Lineitem name", words=("product", "title", "item name", "description",
              "商品名称", "品名")),
        Field("price", "Lineitem price", "money", required=True, words=_PRICE),
        Field("sku", "Lineitem sku", "identifier", words=_SKU),
        Field("line_state", "Lineitem fulfillment status", "choice", constant="fulfilled"),
        Field("bill_name", "Billing Name", words=_NAME),
        Field("country", "Shipping Country", words=_COUNTRY),
        Field("source", "Source", words=("channel", "source", "渠道"), constant="import"),
    ),
)  # fmt: skip
SUPPLIERS = Target(
    "suppliers",
    (
        Field("supplier_code", "Code", "identifier", words=("supplier code", "supplier id",
              "supplier number", "vendor code", "vendor id", "lieferantennummer", "lieferantennr",
              "供应商编号", "供应商代码")),
        Field("supplier", "Name", required=True, words=("supplier", "supplier name", "vendor",
              "vendor name", "lieferant", "lieferantenname", "供应商", "供应商名称", "company",
              "firma", "公司")),
        Field("currency", "Currency", "identifier", words=("currency", "cost currency", "währung",
              "币种", "货币")),
        Field("lead_days", "Lead days", "number", words=("lead time", "lead", "lead time days",
              "delivery days", "delivery time", "lieferzeit", "lieferzeit tage", "交货期",
              "交货天数", "交期")),
        Field("website", "Website", words=("website", "url", "web", "homepage", "webseite", "网站",
              "网址")),
        Field("contact", "Contact", words=("contact", "contact person", "contact name",
              "ansprechpartner", "kontakt", "联系人")),
        Field("email", "Email", words=_EMAIL),
        Field("phone", "Phone", "identifier", words=("phone", "telephone", "mobile", "telefon",
              "电话", "手机")),
        Field("sku", "SKU", "identifier", words=("our sku", *_SKU[:-3])),
        Field("supplier_sku", "Supplier SKU", "identifier", words=("supplier sku", "vendor sku",
              "supplier article number", "supplier item number", "manufacturer part number", "mpn",
              "lieferantenartikelnummer", "bestellnummer", "供应商货号", "供应商sku")),
        Field("cost", "Cost", "money", words=(*_COST, "price", "net price", "ek", "ek preis",
              "采购价", "价格")),
        Field("pack_size", "Pack size", "number", words=("pack size", "pack", "units per pack",
              "case size", "ve", "verpackungseinheit", "包装数量", "箱规")),
        Field("min_quantity", "Min quantity", "number", words=("minimum quantity", "min qty",
              "minimum order quantity", "moq", "mindestmenge", "mindestbestellmenge", "起订量",
              "最小起订量")),
        Field("supplier_currency", "Supplier currency", "identifier"),
        Field("supplier_lead_days", "Supplier lead days", "number"),
    ),
)  # fmt: skip
REVIEWS = Target(
    "reviews",
    (
        Field("review_id", "Ref", "identifier", words=("review id", "review number", "id",
              "bewertungsnummer", "评价编号", "评论编号")),
        Field("sku", "SKU", "identifier", words=_SKU),
        Field("handle", "Handle", "identifier", words=("product handle", "handle", "slug")),
        Field("rating", "Rating", "number", required=True, words=("rating", "stars", "star rating",
              "score", "bewertung", "sterne", "评分", "星级", "打分")),
        Field("date", "At", "date", required=True, words=("date", "review date", "created at",
              "created", "submitted", "time", "datum", "日期", "评价时间", "评论时间", "时间")),
        Field("title", "Title", words=("title", "review title", "headline", "subject", "titel",
              "überschrift", "标题")),
        Field("text", "Text", words=("text", "review", "review text", "body", "comment", "content",
              "message", "kommentar", "bewertungstext", "内容", "评价", "评论", "评价内容")),
        Field("author", "Author", words=("author", "reviewer", "reviewer name", "customer name",
              "name", "nickname", "autor", "verfasser", "作者", "评论者", "用户", "昵称")),
        Field("email", "Email", words=("reviewer email", *_EMAIL)),
        Field("verified", "Verified", "choice", words=("verified", "verified purchase",
              "verified buyer", "verifiziert", "verifizierter kauf", "已购买", "已验证")),
        Field("status", "Status", "choice", words=("status", "state", "状态")),
    ),
)  # fmt: skip
AD_COSTS = Target(
    "ad-costs",
    (
        Field("day", "Day", "date", required=True, words=("day", "date", "reporting starts", "tag",
              "datum", "日期", "时间")),
        Field("channel", "Channel", words=("channel", "source", "platform", "network", "medium",
              "kanal", "quelle", "plattform", "渠道", "来源", "平台"), constant="ads"),
        Field("campaign", "Campaign", words=("campaign", "campaign name", "kampagne",
              "kampagnenname", "推广计划", "计划名称", "广告系列", "活动"), constant=""),
        Field("sku", "SKU", "identifier", words=("advertised sku", *_SKU[:-3])),
        Field("cost", "Cost", "money", required=True, words=("cost", "spend", "amount spent",
              "spent", "ad spend", "ad cost", "kosten", "ausgaben", "花费", "消耗", "费用",
              "推广费用")),
        Field("currency", "Currency", "identifier", words=("currency", "currency code", "währung",
              "币种", "货币")),
        Field("impressions", "Impressions", "number", words=("impressions", "impr", "views",
              "impressionen", "einblendungen", "展现量", "展示次数", "曝光量", "曝光")),
        Field("clicks", "Clicks", "number", words=("clicks", "link clicks", "klicks", "点击量",
              "点击次数", "点击")),
    ),
)  # fmt: skip
TARGETS: Mapping[str, Target] = {
    one.kind: one
    for one in (
        PRODUCTS,
        STOCK,
        PRICES,
        CUSTOMERS,
        ORDERS,
        SUPPLIERS,
        REVIEWS,
        AD_COSTS,
    )
}
