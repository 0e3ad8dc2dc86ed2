"""What can be found: words as keyed hashes, so that the index tells nobody anything."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Owned


class SearchEntryRow(Owned, Base):
    """The hashed words of a record's latest revision, parted by spaces.

    Each database indexes `words` with its own full-text index (migration 0002).
    `version` tells which rules made the words (`service.core.terms`).
    """

    __tablename__ = "search_entry"

    number: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), unique=True)
    words: Mapped[str]
    version: Mapped[int]
