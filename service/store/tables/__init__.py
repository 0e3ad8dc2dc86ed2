"""The tables, and nothing else. One module per area; all share one `Base`."""

from service.store.tables import (
    access,
    audit,
    batches,
    consent_texts,
    consents,
    handovers,
    jobs,
    records,
    register,
    retention,
    scans,
    search,
)
from service.store.tables.base import Base

__all__ = [
    "Base",
    "access",
    "audit",
    "batches",
    "consent_texts",
    "consents",
    "handovers",
    "jobs",
    "records",
    "register",
    "retention",
    "scans",
    "search",
]
