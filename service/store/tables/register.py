"""Who there is: organisations, people, groups, and who may sign in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owner


class OrganisationRow(Base):
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


class UnitRow(Base):
    __tablename__ = "unit"

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    name: Mapped[str]


class PersonRow(Base):
    __tablename__ = "person"

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="sv")
    protected: Mapped[bool] = mapped_column(default=False)


class GroupRow(Base):
    __tablename__ = "team"  # "group" is a word of SQL's own

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    name: Mapped[str]
    type: Mapped[str]


class MembershipRow(Base):
    __tablename__ = "membership"

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    group_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    co_opted: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date | None]


class AccountRow(Base):
    """Somebody on the staff who may sign in."""

    __tablename__ = "account"

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="sv")


class ApiKeyRow(Base):
    """A program's key. Only its SHA-256 is kept: 256 random bits need no salt."""

    __tablename__ = "api_key"

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    name: Mapped[str]
    key_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
