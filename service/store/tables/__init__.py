"""The tables, and nothing else. One module per area; all share one `Base`."""

from service.store.tables import (
    access,
    audit,
    jobs,
    records,
    register,
    retention,
    search,
)
from service.store.tables.base import Base

__all__ = [
    "Base",
    "access",
    "audit",
    "jobs",
    "records",
    "register",
    "retention",
    "search",
]
