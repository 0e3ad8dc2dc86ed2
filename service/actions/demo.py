"""The demo's register: an invented county, its groups, and people at example.se."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from service.store.tables.register import (
    AccountRow,
    GroupRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
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
ACCOUNTS = (
    ("Ida Broman", "Processledare", "ida.broman@example.se", "sv"),
    ("Maja Lind", "Registrator", "maja.lind@example.se", "sv"),
    ("Alex Winter", "Development lead", "alex.winter@example.se", "en"),
)
SINCE = date(2019, 1, 1)


def load(tools: Tools) -> bool:
    """Fill an empty register with the demo's. Return whether it was empty."""
    with tools.begin() as work:
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
    for name, title, email, language in ACCOUNTS:
        work.session.add(
            AccountRow(
                organisation_id=owner,
                name=name,
                title=title,
                email=email,
                language=language,
            )
        )
    work.session.flush()
    for name, title, where, mailbox, memberships in PEOPLE:
        person = PersonRow(
            organisation_id=owner,
            name=name,
            title=title,
            organisation=where,
            email=f"{mailbox}@example.se",
        )
        work.session.add(person)
        work.session.flush()
        for key in memberships.split():
            work.session.add(_membership(owner, groups[key].id, person))


def _membership(owner: UUID, group_id: UUID, person: PersonRow) -> MembershipRow:
    return MembershipRow(
        organisation_id=owner,
        group_id=group_id,
        person_id=person.id,
        role=ROLES.get(person.name, "member"),
        since=SINCE,
    )
