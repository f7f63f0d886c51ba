"""The one shared metadata every engine's schema registers its tables on."""

from __future__ import annotations

from sqlalchemy import MetaData

# Stable names for constraints, so that migrations can find them on every server.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
