"""Piles of scanned paper: what was handed in, and where each page has gone.

Pictures are sealed under a key of the pile's own until a page is filed with a consent:
then they are sealed once more under the record's, and gone from here. When no page
waits any more the pile's key is destroyed.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class ScanPileRow(Owned, Base):
    """One upload of one or several files.

    `sources` are what lies on disk, sealed, "" once it has been read; `faults` says of
    each why it could not be, as a code of `service.scans.limits`. `names` is sealed.
    """

    __tablename__ = "scan_pile"

    id: Mapped[Id]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    sources: Mapped[list[str]]
    faults: Mapped[list[str]]
    names: Mapped[bytes]
    read: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]


class ScanPageRow(Owned, Base):
    """One page. `code` is the paper form's, when one was read and holds together.

    Where codes of several forms were read it has none, and `code_page` is -1.
    It waits while it has neither a `record_id` nor a reason why it was `discarded`.
    """

    __tablename__ = "scan_page"
    __table_args__ = (UniqueConstraint("pile_id", "number"),)

    id: Mapped[Id]
    pile_id: Mapped[UUID] = mapped_column(ForeignKey("scan_pile.id"), index=True)
    number: Mapped[int]
    source: Mapped[int]
    stored: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    code_page: Mapped[int] = mapped_column(default=0)
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("record.id"))
    participant_id: Mapped[UUID | None]
    discarded: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
