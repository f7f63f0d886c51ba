"""Writes the rows of the small demo shop to build/demo, for the built program to carry."""

from __future__ import annotations

from pathlib import Path

import duckdb

from app.demo import data_folder

SMALL = """
    SELECT * FROM whole WHERE store_id IN
        (SELECT store_id FROM whole GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3)
    AND transaction_timestamp >
        (SELECT max(transaction_timestamp) - INTERVAL 12 WEEK FROM whole)
"""


def main() -> None:
    """Write transactions.parquet and products.parquet."""
    target = Path(__file__).parents[1] / "build" / "demo"
    target.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.read_parquet(str(data_folder() / "transactions.parquet")).create_view("whole")
    connection.read_parquet(str(data_folder() / "products.parquet")).create_view("products")
    connection.sql(SMALL).write_parquet(str(target / "transactions.parquet"))
    sold = "SELECT * FROM products WHERE product_id IN (SELECT product_id FROM whole)"
    connection.sql(sold).write_parquet(str(target / "products.parquet"))


if __name__ == "__main__":
    main()
