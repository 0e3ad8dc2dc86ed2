"""What the permit table says of a request: the answer that must come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Update, bindparam, update

from service.core.classification import Classification
from service.core.permits import RECORD_ACTS, Act, Relation
from service.store.tables.batches import BatchRow
from service.store.tables.records import DraftRow, RecordRow
from service.store.tables.retention import ArchiveRow
from service.store.tables.scans import ScanPileRow
from tests.security.matrix.routes import Route
from tests.security.matrix.world import Asker, World

IN, STRANGER, REFUSED, NOT_THERE = "let in", "401", "403", "404"
OF_RECORDS = {"consent_id", "record_id", "delivery_id"}
OF_ONE_PERSON = {"archive_id", "batch_id", "draft_id", "pile_id", "session_id"}
PERSONAL = OF_RECORDS | OF_ONE_PERSON
CLASSIFICATIONS = (Classification.OPEN, Classification.CONFIDENTIAL)


def _given(row: Any, **columns: str) -> tuple[Update, tuple[str, ...]]:
    """Return what gives a thing to somebody, and what it must be told."""
    table = row.__table__
    values = {column: bindparam(told) for column, told in columns.items()}
    which = table.c.id == bindparam("thing")
    return update(table).where(which).values(**values), tuple(columns.values())


# Written once, for they are asked thousands of times.
OWNED = {"account_id": "by_account", "key_id": "by_key"}
RECORD = {**OWNED, "classification": "kept_as"}
GIVEN = {
    "record_id": _given(RecordRow, **RECORD),
    "consent_id": _given(RecordRow, **RECORD),
    "draft_id": _given(DraftRow, **OWNED),
    "archive_id": _given(ArchiveRow, asked_by="by_account"),
    "batch_id": _given(BatchRow, asked_by="by_account"),
    "pile_id": _given(ScanPileRow, asked_by="by_account"),
}


@dataclass(frozen=True)
class Case:
    """A thing as it stands to the asker. `relation` is None for a thing not ours.

    `foreign` is the one thing of the address that is not: the others are their own.
    """

    name: str
    ids: Mapping[str, Any]
    relation: Relation | None = None
    classification: Classification = Classification.OPEN
    foreign: str = ""

    def prepare(self, connection: Connection, asker: Asker) -> None:
        """Let the record and the draft be theirs or a colleague's."""
        if self.relation is None and not self.foreign:
            return
        is_own = self.relation is not Relation.COLLEAGUE and asker.actor is not None
        known = {
            "by_account": asker.actor.account_id if is_own else None,
            "by_key": asker.actor.key_id if is_own else None,
            "kept_as": self.classification,
        }
        for thing, (statement, told) in GIVEN.items():
            if thing != self.foreign:
                values = {name: known[name] for name in told}
                connection.execute(statement, {"thing": self.ids[thing], **values})


def own_cases(world: World, route: Route, asker: Asker) -> Iterator[Case]:
    """Yield the things of the asker's own organisation, as they may stand to them.

    It is one case where whose the thing is cannot matter.
    """
    matters = asker.may(route.act) and PERSONAL & set(route.things)
    for relation in (Relation.OWN, Relation.COLLEAGUE) if matters else (Relation.OWN,):
        theirs = asker.ids if relation is Relation.OWN else {}
        for classification in CLASSIFICATIONS if matters else CLASSIFICATIONS[:1]:
            name = f"{relation.name.lower()} {classification}"
            yield Case(name, {**world.ours, **theirs}, relation, classification)


def foreign_cases(world: World, route: Route, asker: Asker) -> Iterator[Case]:
    """Yield things that are not there for anybody of this organisation."""
    yield Case("theirs", world.theirs)
    yield Case("nobody's", dict.fromkeys(route.things, uuid4()))
    for thing in route.things if len(route.things) > 1 else ():
        mixed = {**world.ours, **asker.ids, thing: world.theirs[thing]}
        yield Case(f"theirs: {thing}", mixed, foreign=thing)
    if OF_RECORDS & set(route.things):
        yield Case("erased", {**world.ours, **world.erased})


def expected(route: Route, asker: Asker, case: Case) -> str:
    """Return which answer the table asks for."""
    if route.act is Act.ANYBODY:  # what a link opens is there for whoever holds it
        return IN if asker.headers else NOT_THERE
    if asker.actor is None:
        return STRANGER
    return _of_staff(route, asker, case)


def _of_staff(route: Route, asker: Asker, case: Case) -> str:
    act = route.act
    assert act is not None
    if not asker.may(act):
        return REFUSED
    if route.things and case.relation is None:
        return NOT_THERE
    if OF_ONE_PERSON & set(route.things):
        return IN if case.relation is Relation.OWN else NOT_THERE
    is_glass = act is Act.BREAK_GLASS and route.method == "GET"  # stands before it
    if OF_RECORDS & set(route.things) and (act in RECORD_ACTS or is_glass):
        return _of_record(asker, Act.READ_RECORD if is_glass else act, case)
    return IN


def _of_record(asker: Asker, act: Act, case: Case) -> str:
    relations = {Relation.COLLEAGUE, case.relation}

    def reaches(act: Act) -> bool:
        return bool(asker.actor.reach(act)[case.classification] & relations)

    if reaches(act):
        return IN
    may_know = reaches(Act.READ_RECORD) or asker.may(Act.BREAK_GLASS)
    return REFUSED if may_know else NOT_THERE


def fits(status: int, wanted: str) -> bool:
    if wanted == IN:
        return status < 500 and status not in (401, 403, 404)
    return status == int(wanted)
