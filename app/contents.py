"""What files hold of which the shop keeps none, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

THINGS: Mapping[str, tuple[str, str]] = {
    "coupons": ("coupons", "优惠券"),
    "order notes": ("notes on orders", "订单备注"),
    "reviews": ("reviews of products", "商品评价"),
    "webhooks": ("settings of webhooks", "Webhook 设置"),
    "tax rates": ("tax rates", "税率"),
    "downloads": ("downloads of customers", "客户的下载"),
    "reports": ("reports", "报表"),
    "discount codes": ("discount codes", "折扣码"),
    "price rules": ("price rules", "价格规则"),
    "draft orders": ("drafts of orders", "订单草稿"),
    "parcels without their orders": (
        "parcels without their orders (export the orders: these hold their parcels)",
        "不含订单的包裹（请导出订单，其中含有包裹）",
    ),
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
