"""Who is signed in, who is signing in, and who broke the glass."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class SessionRow(Owned, Base):
    """A signed-in browser. Only the hash of what its cookie holds is kept."""

    __tablename__ = "session"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    assurance: Mapped[str]
    authenticated_at: Mapped[datetime]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInRow(Base):
    """A sign-in on its way to the provider and back, bound to one browser.

    `account_id` is who must come back, to show once more that it is them. `kept` is
    what somebody had written when their session ended, sealed. Used once: it is deleted
    by whoever comes back with it.
    """

    __tablename__ = "sign_in"

    id: Mapped[Id]
    browser_hash: Mapped[str]
    state_hash: Mapped[str] = mapped_column(unique=True)
    nonce: Mapped[str]
    verifier: Mapped[str]
    way_on: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    kept: Mapped[bytes]
    created_at: Mapped[datetime]


class CodeRow(Base):
    """A one-time code for the personal link of one delivery, in one browser."""

    __tablename__ = "code"

    id: Mapped[Id]
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    browser_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ProofRow(Base):
    """Whose link it is has been proved by e-ID, in one browser: when, and how strongly.

    `token_sha256` is the hash of what the broker signed. The number it told is kept
    nowhere; `proved_at` is when the broker says that they proved it.
    """

    __tablename__ = "proof"

    id: Mapped[Id]
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    browser_hash: Mapped[str]
    issuer: Mapped[str]
    acr: Mapped[str]
    proved_at: Mapped[datetime]
    token_sha256: Mapped[str]
    created_at: Mapped[datetime]


class BrokenGlassRow(Owned, Base):
    """Somebody opened a confidential record they had no part in, and said why.

    The reason is sealed with the record: it may tell as much, and goes when it goes.
    """

    __tablename__ = "broken_glass"

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    sealed_reason: Mapped[bytes]
    opened_at: Mapped[datetime]
    until: Mapped[datetime]


class NoticeRow(Owned, Base):
    """A short mail of the house's own, to one address; its state is its job's.

    `kind` names the text, `subject_id` what it is about; it never holds content.
    `record_id` is set where it must not leave once that consent has been withdrawn.
    """

    __tablename__ = "notice"

    id: Mapped[Id]
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    to_name: Mapped[str]
    to_address: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
