"""What can be wrong with a change of the catalogue, as data."""

from __future__ import annotations

from dataclasses import dataclass

from engines.database.errors import CounterfoilError


@dataclass
class SkuTaken(CounterfoilError):
    """Another variant has this SKU."""

    sku: str


@dataclass
class HandleTaken(CounterfoilError):
    """Another product has this handle."""

    handle: str


@dataclass
class SupplierTaken(CounterfoilError):
    """Another supplier has this code."""

    code: str
