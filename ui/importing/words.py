"""What kinds, things and fields of imports are called in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def kind_words() -> dict[str, str]:
    """What the kinds of files are called."""
    translate = QCoreApplication.translate
    return {
        "shopify-orders": translate("Import", "Shopify orders"),
        "shopify-products": translate("Import", "Shopify products"),
        "shopify-inventory": translate("Import", "Shopify inventory"),
        "shopify-customers": translate("Import", "Shopify customers"),
        "woocommerce-products": translate("Import", "WooCommerce products"),
        "woocommerce-json": translate("Import", "WooCommerce records"),
        "shopify-json": translate("Import", "Shopify records"),
        "online-retail": translate("Import", "Online Retail invoices"),
        "products": translate("Import", "Products"),
        "stock": translate("Import", "Stock"),
        "prices": translate("Import", "Prices"),
        "customers": translate("Import", "Customers"),
        "orders": translate("Import", "Orders"),
        "suppliers": translate("Import", "Suppliers"),
        "reviews": translate("Import", "Reviews"),
        "ad-costs": translate("Import", "Advertising costs"),
    }


def thing_words() -> dict[str, str]:
    """What is counted and summed."""
    translate = QCoreApplication.translate
    return {
        "orders": translate("Import", "orders"),
        "lines": translate("Import", "lines"),
        "units": translate("Import", "pieces"),
        "customers": translate("Import", "customers"),
        "products": translate("Import", "products"),
        "variants": translate("Import", "variants"),
        "levels": translate("Import", "stock levels"),
        "locations": translate("Import", "locations"),
        "amount": translate("Import", "amount"),
        "price": translate("Import", "sum of prices"),
        "compare": translate("Import", "sum of prices before"),
        "cost": translate("Import", "sum of costs"),
        "spent": translate("Import", "total spent"),
        "parcels": translate("Import", "parcels"),
        "refunds": translate("Import", "refunds"),
        "refunded": translate("Import", "money given back"),
        "suppliers": translate("Import", "suppliers"),
        "supplier-items": translate("Import", "supplier SKUs"),
        "reviews": translate("Import", "reviews"),
        "ad-costs": translate("Import", "ad costs"),
        "impressions": translate("Import", "impressions"),
        "clicks": translate("Import", "clicks"),
        "spend": translate("Import", "ad spend"),
    }


def field_words() -> dict[str, str]:
    """What the fields of a table of one's own are called."""
    translate = QCoreApplication.translate
    return {
        "handle": translate("Import", "Handle (one for each product)"),
        "title": translate("Import", "Title"),
        "vendor": translate("Import", "Vendor"),
        "category": translate("Import", "Category"),
        "tags": translate("Import", "Tags"),
        "status": translate("Import", "Status"),
        "option1_name": translate("Import", "Name of option 1"),
        "option1": translate("Import", "Option 1"),
        "option2_name": translate("Import", "Name of option 2"),
        "option2": translate("Import", "Option 2"),
        "sku": translate("Import", "SKU"),
        "barcode": translate("Import", "Barcode"),
        "price": translate("Import", "Price"),
        "compare_at": translate("Import", "Price before"),
        "cost": translate("Import", "Cost"),
        "grams": translate("Import", "Weight in grams"),
        "quantity": translate("Import", "Pieces"),
        "location": translate("Import", "Location"),
        "on_hand": translate("Import", "On hand"),
        "origin": translate("Import", "Country of origin"),
        "id": translate("Import", "Customer number"),
        "first": translate("Import", "First name, or the whole name"),
        "last": translate("Import", "Last name"),
        "email": translate("Import", "Mail address"),
        "company": translate("Import", "Company"),
        "address1": translate("Import", "Street"),
        "city": translate("Import", "City"),
        "province": translate("Import", "Province"),
        "country": translate("Import", "Country"),
        "zip": translate("Import", "Postcode"),
        "phone": translate("Import", "Phone"),
        "spent": translate("Import", "Total spent"),
        "note": translate("Import", "Note"),
        "number": translate("Import", "Order number"),
        "financial": translate("Import", "Payment state"),
        "paid_at": translate("Import", "Paid at"),
        "fulfilment": translate("Import", "Shipping state"),
        "currency": translate("Import", "Currency"),
        "shipping": translate("Import", "Shipping"),
        "taxes": translate("Import", "Tax"),
        "total": translate("Import", "Total of the order"),
        "discount": translate("Import", "Discount of the order"),
        "created": translate("Import", "Placed"),
        "name": translate("Import", "Product"),
        "line_state": translate("Import", "Shipping state of the line"),
        "bill_name": translate("Import", "Customer"),
        "source": translate("Import", "Channel"),
        **_supply_words(),
    }


def _supply_words() -> dict[str, str]:
    """Fields of suppliers, reviews and advertising."""
    translate = QCoreApplication.translate
    return {
        "supplier_code": translate("Import", "Supplier number"),
        "supplier": translate("Import", "Supplier"),
        "lead_days": translate("Import", "Lead time in days"),
        "website": translate("Import", "Website"),
        "contact": translate("Import", "Contact person"),
        "supplier_sku": translate("Import", "SKU at the supplier"),
        "pack_size": translate("Import", "Pieces in a pack"),
        "min_quantity": translate("Import", "Least to be ordered"),
        "supplier_currency": translate("Import", "Currency of the supplier"),
        "supplier_lead_days": translate("Import", "Usual lead time of the supplier"),
        "review_id": translate("Import", "Number of the review"),
        "rating": translate("Import", "Rating, 1 to 5"),
        "date": translate("Import", "Written"),
        "text": translate("Import", "Text"),
        "author": translate("Import", "Author"),
        "verified": translate("Import", "Verified purchase"),
        "day": translate("Import", "Day"),
        "channel": translate("Import", "Channel"),
        "campaign": translate("Import", "Campaign"),
        "impressions": translate("Import", "Impressions"),
        "clicks": translate("Import", "Clicks"),
    }
