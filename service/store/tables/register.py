"""Who there is: organisations, people, groups, and who may sign in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class OrganisationRow(Base):
    """A sender. Of its reminders, None means as the installation does."""

    __tablename__ = "organisation"

    id: Mapped[Id]
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    organisation_number: Mapped[str] = mapped_column(default="")
    postal_address: Mapped[str] = mapped_column(default="")
    visiting_address: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    web: Mapped[str] = mapped_column(default="")
    logo: Mapped[bytes] = mapped_column(default=b"")
    dpo_name: Mapped[str] = mapped_column(default="")
    dpo_email: Mapped[str] = mapped_column(default="")
    dpo_phone: Mapped[str] = mapped_column(default="")
    remind_first: Mapped[int | None]  # days
    remind_every: Mapped[int | None]  # days
    remind_most: Mapped[int | None]


class UnitRow(Owned, Base):
    __tablename__ = "unit"

    id: Mapped[Id]
    name: Mapped[str]


class PersonRow(Owned, Base):
    __tablename__ = "person"

    id: Mapped[Id]
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="sv")
    protected: Mapped[bool] = mapped_column(default=False)


class GroupRow(Owned, Base):
    __tablename__ = "team"  # "group" is a word of SQL's own

    id: Mapped[Id]
    name: Mapped[str]
    type: Mapped[str]


class MembershipRow(Owned, Base):
    __tablename__ = "membership"

    id: Mapped[Id]
    group_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    co_opted: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date | None]


class AccountRow(Owned, Base):
    """Somebody on the staff who may sign in: known by issuer and subject alone."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Id]
    issuer: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="sv")
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    signed_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class RoleGrantRow(Owned, Base):
    """A role of an account: told by the sign-in service, or given by a person here."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("account_id", "role", "source"),)

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str]
    source: Mapped[str]
    granted_at: Mapped[datetime]


class ApiKeyRow(Owned, Base):
    """A program's key. Only its SHA-256 is kept: 256 random bits need no salt."""

    __tablename__ = "api_key"

    id: Mapped[Id]
    name: Mapped[str]
    scopes: Mapped[list[str]]
    key_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
