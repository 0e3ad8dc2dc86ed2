"""Two organisations that have one of everything, and everybody who may ask for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from sqlalchemy import select

from service.actions import register
from service.actions.access import create_api_key, find_api_key
from service.actions.drafts import save_draft
from service.actions.founding import add_organisation
from service.actions.sessions import find_session
from service.actions.signing_in import Visit, sign_in_demo
from service.actions.submitting import submit
from service.core.actor import SYSTEM, Actor
from service.core.permits import Act, Role, Scope
from service.store.tables.jobs import JobRow
from service.store.tables.records import DeliveryRow, RecordRow, RevisionRow
from service.store.tables.register import AccountRow, RoleGrantRow, UnitRow
from tests.consent.asking import KARIM, SARA, token_of
from tests.house import NOW, House, seed, sending
from tests.security.matrix.consents import (
    ask_for_consent,
    guardian_cookies,
    let_answer,
    receipt_of,
)
from tests.security.matrix.papers import add_papers
from tests.security.matrix.shelves import fill_shelves

CANARY = "Qanariefogel"  # stands in all that the other organisation has
OUR_WORD = "Egnafogel"
Ids = dict[str, UUID]


@dataclass(frozen=True)
class Asker:
    """Somebody or something at a door. `ids` are things of their very own."""

    name: str
    actor: Actor | None = None
    headers: dict[str, str] = field(default_factory=dict)
    ids: Ids = field(default_factory=dict)

    @property
    def is_mightiest(self) -> bool:
        """Whether every door would open to them, were it their own organisation's."""
        actor = self.actor
        return actor is not None and (
            actor.roles == set(Role) or actor.scopes == set(Scope)
        )

    def may(self, act: Act) -> bool:
        return self.actor is not None and self.actor.may(act)


@dataclass(frozen=True)
class World:
    """`ours`, `theirs` and `erased` are ids by the names that routes have for them.

    `guardians` have opened the links of our consent: one has answered, one has not.
    """

    house: House
    ours: Ids
    theirs: Ids
    erased: Ids
    keys: Mapping[str, str]
    staff: tuple[Asker, ...]
    programs: tuple[Asker, ...]
    guardians: tuple[Asker, ...]

    @property
    def is_small(self) -> bool:
        return self.house.engine.dialect.name == "sqlite"


def build(house: House) -> World:
    ours = house.actor.organisation_id
    theirs = add_organisation(house.tools, name=f"{CANARY}s kommun")
    ids = {owner: _furnish(house, owner, word) for owner, word in _words(ours, theirs)}
    house.work()
    for owner, word in _words(ours, theirs):
        let_answer(house, ids[owner]["consent_id"], word)
    house.work()
    for owner, known in ids.items():
        known.update(_made(house, owner, known))
    return World(
        house=house,
        ours=ids[ours],
        theirs=ids[theirs],
        erased=_erased(house, ours),
        keys={"ours": _key(house, ours), "theirs": _key(house, theirs)},
        staff=tuple(_staff(house, ours)),
        programs=tuple(_programs(house, ours)),
        guardians=tuple(_guardians(house, ids[ours]["consent_id"])),
    )


def _words(ours: UUID, theirs: UUID) -> Iterator[tuple[UUID, str]]:
    yield ours, OUR_WORD
    yield theirs, CANARY


def _furnish(house: House, owner: UUID, word: str) -> Ids:
    """Give an organisation one of everything, each with the word in it."""
    tools, boss = house.tools, _account(house, owner, f"{word} Chef", set(Role))
    people = _register(house, boss.actor, word)
    record = _record(house, boss.actor, word)
    draft = save_draft(tools, boss.actor, kind="notes", answers=_notes(word), now=NOW)
    key = create_api_key(tools, boss.actor, name=word, scopes=[*Scope], now=NOW)
    return {
        **people,
        **boss.ids,
        "record_id": record,
        "draft_id": draft.id,
        "key_id": find_api_key(tools, key, now=NOW).key_id,
        **fill_shelves(tools, boss.actor, record, word),
        **ask_for_consent(house, boss.actor, word),
        **add_papers(house, boss.actor, word),
    }


def _register(house: House, boss: Actor, word: str) -> Ids:
    tools, told = house.tools, {"now": NOW}
    group = {"name": f"{word}gruppen", "type": "thematic"}
    group_id = register.save_group(tools, boss, group, **told)
    person = {"name": f"{word} Ek", "email": f"{word}@example.se"}
    person_id = register.save_person(tools, boss, person, **told).person.id
    member = {"person_id": str(person_id), "since": "2019-01-01"}
    member_id = register.add_membership(tools, boss, group_id, member, **told)
    register.add_unit(tools, boss, {"name": f"{word}enheten"}, **told)
    with tools.look(boss) as session:
        unit_id = session.scalars(select(UnitRow.id)).first()
    return {
        "group_id": group_id,
        "person_id": person_id,
        "membership_id": member_id,
        "unit_id": unit_id,
    }


def _record(house: House, boss: Actor, word: str) -> UUID:
    to = {"name": f"{word} Mottagare", "email": "till@example.se", "language": "sv"}
    wish = {"answers": _notes(word), "sending": sending(typed=[to])}
    return submit(house.tools, boss, kind="notes", **wish, now=NOW).record_id


def _notes(word: str) -> dict[str, Any]:
    return {**seed("notes"), "group": f"{word} temagrupp"}


def _made(house: House, owner: UUID, known: Ids) -> Ids:
    """Return the ids of what workers made of an organisation's records."""
    with house.tools.look(SYSTEM) as session:
        delivery, job = session.execute(
            select(DeliveryRow.id, JobRow.id)
            .join(JobRow, JobRow.subject_id == DeliveryRow.id)
            .join(RevisionRow, RevisionRow.id == DeliveryRow.revision_id)
            .where(RevisionRow.record_id == known["record_id"])
        ).first()
    boss = Actor(owner, None, "boss", roles=frozenset(Role))
    register.save_logo(house.tools, boss, _logo(), now=NOW)
    receipt = receipt_of(house, known["consent_id"])
    return {"delivery_id": delivery, "job_id": job, "consent_file_id": receipt}


def _logo() -> bytes:
    drawn = BytesIO()
    segno.make("Handslag").save(drawn, kind="png")
    return drawn.getvalue()


def _erased(house: House, owner: UUID) -> Ids:
    """Return the ids of a record that is gone."""
    author = _account(house, owner, "Author", {Role.EDITOR})
    record_id = _record(house, author.actor, "Raderade")
    consent = ask_for_consent(house, author.actor, "Raderade")
    house.work()
    let_answer(house, consent["consent_id"], "Raderade")
    house.work()
    consent["consent_file_id"] = receipt_of(house, consent["consent_id"])
    with house.tools.begin(SYSTEM) as work:
        for gone in (record_id, consent["consent_id"]):
            work.session.get(RecordRow, gone).erased_at = NOW
        delivery = select(DeliveryRow.id).join(
            RevisionRow, RevisionRow.id == DeliveryRow.revision_id
        )
        delivery_id = work.session.scalar(
            delivery.where(RevisionRow.record_id == record_id)
        )
    for gone in (record_id, consent["consent_id"]):
        house.tools.vault.destroy(gone)
    return {**consent, "record_id": record_id, "delivery_id": delivery_id}


def _staff(house: House, owner: UUID) -> Iterator[Asker]:
    for role in Role:
        yield _account(house, owner, role, {role})
    yield _account(house, owner, "nobody in particular", set())
    yield _account(house, owner, "everything", set(Role))


def _guardians(house: House, consent_id: UUID) -> Iterator[Asker]:
    for name in (SARA, KARIM):
        token = token_of(house, consent_id, name)
        yield Asker(f"guardian {name}", headers=guardian_cookies(house, token))


def _account(house: House, owner: UUID, name: str, roles: set[Role]) -> Asker:
    now = datetime.now(UTC)
    with house.tools.begin(SYSTEM) as work:
        row = AccountRow(
            organisation_id=owner, issuer="demo", subject=f"{owner}{name}", name=name
        )
        work.session.add(row)
        work.session.flush()
        given = {"account_id": row.id, "source": "administrator", "granted_at": now}
        work.session.add_all(
            RoleGrantRow(organisation_id=owner, role=role, **given) for role in roles
        )
    token = sign_in_demo(house.tools, row.id, Visit(), now=now).token
    actor = find_session(house.tools, token, now=now)
    ids = {"account_id": row.id, "session_id": actor.session_id}
    return Asker(name, actor, {"Cookie": f"session={token}"}, ids)


def _programs(house: House, owner: UUID) -> Iterator[Asker]:
    for scopes in (*([scope] for scope in Scope), [*Scope]):
        name = "every scope" if len(scopes) > 1 else scopes[0]
        key = _key(house, owner, scopes)
        actor = find_api_key(house.tools, key, now=NOW)
        yield Asker(name, actor, {"Authorization": f"Bearer {key}"})


def _key(house: House, owner: UUID, scopes: Iterable[Scope] = tuple(Scope)) -> str:
    boss = Actor(owner, None, "boss", roles=frozenset(Role))
    name = " ".join(scopes)
    return create_api_key(house.tools, boss, name=name, scopes=[*scopes], now=NOW)
