"""Shopify customer CSV: who they are goes into the vault, a pseudonym into the open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from engines.exchange.formats.row_base import RowImporter
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.customers import CustomerPlanner


class ShopifyCustomers(RowImporter):
    """Imports customers; known by their id, else by their mail address."""

    kind: ClassVar[str] = "shopify-customers"
    names: ClassVar[Mapping[str, Sequence[str]]] = {
        "id": ("Customer ID",),
        "first": ("First Name",),
        "last": ("Last Name",),
        "email": ("Email",),
        "company": ("Default Address Company", "Company"),
        "address1": ("Default Address Address1", "Address1"),
        "address2": ("Default Address Address2", "Address2"),
        "city": ("Default Address City", "City"),
        "province": ("Default Address Province Code", "Province Code"),
        "country": ("Default Address Country Code", "Country Code", "Country"),
        "zip": ("Default Address Zip", "Zip"),
        "phone": ("Phone", "Default Address Phone"),
        "marketing": ("Accepts Email Marketing", "Accepts Marketing"),
        "spent": ("Total Spent",),
        "orders": ("Total Orders", "Orders Count"),
        "note": ("Note",),
        "tags": ("Tags",),
    }
    required: ClassVar[Sequence[str]] = ("first", "last", "email", "spent", "tags")

    def planner(self, reading: Reading, plan: Plan) -> CustomerPlanner:
        """Who takes the rows."""
        return CustomerPlanner(reading, plan)
