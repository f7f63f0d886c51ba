"""Shopify customer CSV: who they are goes into the vault, a pseudonym into the open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from engines.exchange.errors import CellError
from engines.exchange.formats.base import Importer
from engines.exchange.plan import Plan, Reading
from engines.exchange.planning.customers import CustomerPlanner
from engines.exchange.planning.fields import RowFields


class ShopifyCustomers(Importer):
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

    def plan(self, files: Sequence[Path], reading: Reading) -> Plan:
        """Read customers whole and compare them with those that are known."""
        plan = Plan()
        planner = CustomerPlanner(reading, plan)
        for file in files:
            table, columns = self.open(file)
            for line, row in table.rows(reading.ticket):
                plan.read += 1
                fields = RowFields(columns, row)
                planner.tell(fields)
                try:
                    columns.check(row)
                    planner.take(fields)
                except CellError as error:
                    plan.refuse(file, line, error)
        planner.finish()
        return plan
