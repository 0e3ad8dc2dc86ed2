"""The demo's register: an invented county, its groups, and people at example.se."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select

from service.core.actor import SYSTEM
from service.core.permits import Role
from service.store.tables.register import (
    AccountRow,
    GroupRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
    RoleGrantRow,
    UnitRow,
)
from service.store.work import Work
from service.tools import Tools

ORGANISATION = {
    "name": "Region Örebro län",
    "unit": "Regional utveckling",
    "organisation_number": "232100-0164",
    "postal_address": "Exempelvägen 1\n701 00 Örebro",
    "visiting_address": "Exempelvägen 1, Örebro",
    "email": "region@example.se",
    "web": "www.example.se",
    "dpo_name": "Dataskyddsombudet",
    "dpo_email": "dataskydd@example.se",
    "dpo_phone": "010-123 45 67",
}
HEALTH, SCHOOL, SOCIAL = "Hälso- och sjukvård", "Förskola och skola", "Socialtjänst"
UNITS = (HEALTH, SCHOOL, SOCIAL)
# name, title, organisation, mailbox, groups
PEOPLE = (
    ("Monica Skantz", "Skolchef", SCHOOL, "monica.skantz", "styr"),
    ("Marina Lundquist", "Rektor", SCHOOL, "marina.lundquist", "styr"),
    ("Leif Ekholm", "Utvecklingsledare", SCHOOL, "leif.ekholm", "styr"),
    ("Ylva Rosén", "Enhetschef", HEALTH, "ylva.rosen", "styr"),
    ("Märtha Lundkvist", "Verksamhetschef", HEALTH, "martha.lundkvist", "styr"),
    ("Johanna Viberg", "Socialchef", SOCIAL, "johanna.viberg", "styr tema"),
    ("Ingmar Ångman", "Enhetschef", SOCIAL, "ingmar.angman", "styr"),
    ("Ewa Lindberg", "Områdeschef", HEALTH, "ewa.lindberg", "styr"),
    ("Ida Broman", "Processledare", "Region Örebro län", "ida.broman", "styr tema"),
    ("Kurt-Allan Ek", "Samordnare", SCHOOL, "kurt-allan.ek", "tema"),
    ("Amina Yusuf", "Kurator", HEALTH, "amina.yusuf", "tema"),
    ("Sven Åberg-Blomqvist", "Skolsköterska", SCHOOL, "sven.aberg", "tema"),
)
GROUPS = {
    "styr": ("Styrgrupp samverkan barn och unga i Örebro län", "steering"),
    "tema": ("Temagrupp barn och unga", "thematic"),
}
ROLES = {"Ida Broman": "secretary", "Monica Skantz": "chair"}
# name, title, mailbox, language, roles
ACCOUNTS = (
    (
        "Ida Broman",
        "Processledare",
        "ida.broman",
        "sv",
        (Role.SECRETARY, Role.ADMINISTRATOR, Role.OPERATOR),
    ),
    ("Maja Lind", "Registrator", "maja.lind", "sv", (Role.REGISTRAR,)),
    ("Alex Winter", "Development lead", "alex.winter", "en", (Role.EDITOR,)),
    ("Eva Dahl", "Dataskyddsombud", "eva.dahl", "sv", (Role.AUDITOR,)),
    ("Rolf Ek", "Driftansvarig", "rolf.ek", "sv", (Role.OPERATOR,)),
    ("Lena Frost", "Rektor", "lena.frost", "sv", (Role.READER,)),
)
ISSUER = "demo"
SINCE = date(2019, 1, 1)
GRANTED = datetime(2019, 1, 1, tzinfo=UTC)


def load(tools: Tools) -> bool:
    """Fill an empty register with the demo's. Return whether it was empty."""
    with tools.begin(SYSTEM) as work:
        if work.session.scalar(select(OrganisationRow.id).limit(1)) is not None:
            return False
        organisation = OrganisationRow(**ORGANISATION)
        work.session.add(organisation)
        work.session.flush()
        _fill(work, organisation.id)
    return True


def _fill(work: Work, owner: UUID) -> None:
    groups = {
        key: GroupRow(organisation_id=owner, name=name, type=type_)
        for key, (name, type_) in GROUPS.items()
    }
    work.session.add_all(groups.values())
    work.session.add_all(UnitRow(organisation_id=owner, name=name) for name in UNITS)
    people = [_person(owner, *about) for *about, _ in PEOPLE]
    work.session.add_all(people)
    work.session.flush()
    for person, (*_, memberships) in zip(people, PEOPLE, strict=True):
        for key in memberships.split():
            work.session.add(_membership(owner, groups[key].id, person))
    by_email = {person.email: person.id for person in people}
    for name, title, mailbox, language, roles in ACCOUNTS:
        account = _account(owner, name, title, _email(mailbox), language)
        account.person_id = by_email.get(account.email)
        work.session.add(account)
        work.session.flush()
        work.session.add_all(_grant(account, role) for role in roles)


def _person(owner: UUID, name: str, title: str, where: str, mailbox: str) -> PersonRow:
    return PersonRow(
        organisation_id=owner,
        name=name,
        title=title,
        organisation=where,
        email=_email(mailbox),
    )


def _account(
    owner: UUID, name: str, title: str, email: str, language: str
) -> AccountRow:
    return AccountRow(
        organisation_id=owner,
        issuer=ISSUER,
        subject=email,
        name=name,
        title=title,
        email=email,
        language=language,
    )


def _grant(account: AccountRow, role: Role) -> RoleGrantRow:
    return RoleGrantRow(
        organisation_id=account.organisation_id,
        account_id=account.id,
        role=role,
        source="administrator",
        granted_at=GRANTED,
    )


def _email(mailbox: str) -> str:
    return f"{mailbox}@example.se"


def _membership(owner: UUID, group_id: UUID, person: PersonRow) -> MembershipRow:
    return MembershipRow(
        organisation_id=owner,
        group_id=group_id,
        person_id=person.id,
        role=ROLES.get(person.name, "member"),
        since=SINCE,
    )
