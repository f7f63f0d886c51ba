"""Records of other shops: why one is refused, and what a file holds of which none is kept."""

from __future__ import annotations

from collections.abc import Mapping

# Reasons, beside those in app/messages.py.
OF_RECORDS: Mapping[str, tuple[str, str]] = {
    "not a list": ("is not a list", "不是列表"),
    "not plain": (
        "is a list or an object where a plain value should be",
        "应为单个值而非列表或对象",
    ),
    "not a record": ("is not an object", "不是对象"),
    "another record": (
        "is a record of another kind than the file's first one",
        "与文件首条记录的类型不同",
    ),
    "product twice": ("stands twice in the file", "在文件中重复"),
    "unknown item": (
        "is an item whose SKU is not known: import this file together with its inventory_items",
        "该库存项的 SKU 未知：请与其 inventory_items 文件一起导入",
    ),
    "unknown place": (
        "is a location whose name is not known: import this file together with its locations",
        "该位置的名称未知：请与其 locations 文件一起导入",
    ),
    "unknown product": (
        "is no product of this shop: import the products first",
        "店铺中没有此商品：请先导入商品",
    ),
    "review twice": ("stands twice in the file", "在文件中重复"),
    "ad cost twice": (
        "stands twice in the file for the same day and channel",
        "在文件中同一天同一渠道重复",
    ),
    "name of another supplier": (
        "is what an earlier row calls another supplier",
        "前面一行已用此名称指另一供应商",
    ),
    "another supplier value": (
        "differs from what an earlier row says of this supplier",
        "与该供应商前面一行的内容不同",
    ),
    "unknown order": ("is no order of this shop", "店铺中没有此订单"),
    "not in the order": ("is not in that order", "不在该订单中"),
    "more than is left": ("is more than is left to be sent", "超过剩余待发货的件数"),
    "refund twice": ("stands twice in the file", "在文件中重复"),
    "more than was paid": (
        "is more than is left of what was paid",
        "超过已付款的剩余金额",
    ),
    "json": ("is not JSON from there on", "从该处起不是有效的 JSON"),
    "json end": ("ends in the middle of its JSON", "JSON 在中途结束"),
    "key twice": (
        "holds the same name twice in one object there",
        "该处的同一对象中名称重复",
    ),
    "too deep": ("is nested too deeply", "嵌套过深"),
    "endless record": (
        "holds a record that does not end; a bracket may be missing",
        "有一条记录没有结束，可能缺少括号",
    ),
}

# What files hold of which the shop keeps none.
THINGS: Mapping[str, tuple[str, str]] = {
    "coupons": ("coupons", "优惠券"),
    "order notes": ("notes on orders", "订单备注"),
    "webhooks": ("settings of webhooks", "Webhook 设置"),
    "tax rates": ("tax rates", "税率"),
    "downloads": ("downloads of customers", "客户的下载"),
    "reports": ("reports", "报表"),
    "discount codes": ("discount codes", "折扣码"),
    "price rules": ("price rules", "价格规则"),
    "draft orders": ("drafts of orders", "订单草稿"),
    "parcel events": ("events of parcels", "包裹动态"),
    "payments of the payment provider": (
        "payments of the payment provider",
        "支付服务商的交易",
    ),
    "payouts": ("payouts of the payment provider", "支付服务商的结算"),
    "order lines without their orders": (
        "order lines without their orders",
        "不含订单的订单行",
    ),
    "properties of order lines": ("properties of order lines", "订单行的属性"),
}


def thing(key: str, language: str = "en") -> str:
    """A stable key spelled out."""
    pair = THINGS.get(key)
    return key if pair is None else pair[language.startswith("zh")]
