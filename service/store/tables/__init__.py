"""The tables, and nothing else. One module per area; all share one `Base`."""

from service.store.tables import jobs, records, register
from service.store.tables.base import Base

__all__ = ["Base", "jobs", "records", "register"]
