"""Tables of reviews, and of what was published to be recommended."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from engines.database.metadata import METADATA

review = Table(
    "recommend_review",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),  # how a file's review is known again
    Column("product_id", Integer, nullable=False, index=True),
    Column("variant_id", Integer, index=True),  # where one SKU is meant
    Column("customer_id", Integer, index=True),  # who wrote it, where that is a known customer
    Column("at_us", BigInteger, nullable=False, index=True),
    Column("rating_milli", Integer, nullable=False),  # thousandths: 1000 to 5000
    Column("verified", Boolean, nullable=False),  # by whoever sold it: the author bought it
    Column("status", Text, nullable=False),  # approved, pending, rejected, spam, trash
    Column("erased", Boolean, nullable=False),  # author and words were destroyed on wish
    Column("version", Integer, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

publication = Table(
    "recommend_publication",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("target", Text, nullable=False),  # next, new
    Column("settings", Text, nullable=False),  # the model, canonical JSON
    Column("rules", Text, nullable=False),  # canonical JSON
    Column("metrics", Text, nullable=False),  # canonical JSON
    Column("data_digest", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("again", Integer),  # the publication that this one brought back
    Column("at_us", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

experiment = Table(
    "recommend_experiment",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("target", Text, nullable=False, index=True),  # next, new
    Column("name", Text, nullable=False),
    Column("settings", Text, nullable=False),  # the model, canonical JSON
    Column("metrics", Text, nullable=False),  # canonical JSON
    Column("asked", Integer, nullable=False),  # shoppers who judged
    Column("since", BigInteger, nullable=False),  # the window they bought in, Unix seconds
    Column("until", BigInteger, nullable=False),
    Column("data_digest", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    info={"scope": "derived"},
)
