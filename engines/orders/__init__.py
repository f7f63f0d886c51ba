"""Customers, orders, payments, shipments, cancellations, refunds."""
