"""People out of a CSV file: first a look at every row, then all of the good ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from service.actions.protecting import close_consents, guarded
from service.core.actor import Actor, require
from service.core.csv_file import Cells, refused, rows_of
from service.core.day import home_day
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.register import (
    LANGUAGES,
    MEMBER_ROLES,
    BadRow,
    Group,
    ImportPreview,
    Person,
)
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.register import PersonForm
from service.store import registry
from service.store.tables.register import MembershipRow, PersonRow
from service.tools import Tools

COLUMNS = (
    "name",
    "title",
    "organisation",
    "email",
    "language",
    "protected",
    "group",
    "role",
)
YES = ("yes", "ja", "true", "1", "x")
NO = ("no", "nej", "false", "0", "")
SURPLUS = ""
MOST_BYTES, MOST_ROWS = 1_000_000, 5_000
FORM = PersonForm()


@dataclass(frozen=True, slots=True)
class Row:
    """One good row: the person's answers, and the membership they are to have."""

    values: dict[str, Any]
    group: Group | None
    role: str


@dataclass(frozen=True, slots=True)
class _Reading:
    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]
    known: int


def preview_import(tools: Tools, actor: Actor, content: bytes) -> ImportPreview:
    """Return what the file would add, and every row that is wrong. Stores nothing.

    UTF-8 with or without a mark, comma or semicolon. Raises Invalid at `file` when the
    file as a whole cannot be read.
    """
    require(actor, Act.WRITE_REGISTER)
    with tools.look(actor) as session:
        reading = _read(session, actor, content, _roles(tools))
    people = tuple(Person(id=uuid4(), **row.values) for row in reading.rows)
    return ImportPreview(people, reading.bad, reading.known)


def confirm_import(tools: Tools, actor: Actor, content: bytes, *, now: datetime) -> int:
    """Store the good rows in one transaction and return how many people were added."""
    require(actor, Act.WRITE_REGISTER)
    with tools.begin(actor) as work:
        reading = _read(work.session, actor, content, _roles(tools))
        for row in reading.rows:
            _store(work.session, actor, row, now=now)
        if shut := _protected(reading.rows):
            close_consents(work, tools.vault, actor, shut, now=now)
        work.note("people imported", actor, about=str(len(reading.rows)), now=now)
    return len(reading.rows)


def _protected(rows: tuple[Row, ...]) -> frozenset[str]:
    """Return the addresses at which nobody may be mailed any more."""
    return frozenset(
        row.values.get("email", "").lower() for row in rows if row.values["protected"]
    )


def _store(session: Session, actor: Actor, row: Row, *, now: datetime) -> None:
    owner = actor.organisation_id
    person = PersonRow(organisation_id=owner, **guarded(session, actor, row.values))
    session.add(person)
    session.flush()
    if row.group:
        session.add(
            MembershipRow(
                organisation_id=owner,
                group_id=row.group.id,
                person_id=person.id,
                role=row.role,
                since=home_day(now),
            )
        )


def _roles(tools: Tools) -> dict[str, str]:
    """Return each role by its name in every language, and by its own."""
    said = {
        tools.speak(language)(label).casefold(): role
        for language, _ in LANGUAGES
        for role, label in MEMBER_ROLES
    }
    return said | {role: role for role, _ in MEMBER_ROLES}


def _read(
    session: Session, actor: Actor, content: bytes, roles: Mapping[str, str]
) -> _Reading:
    groups = {g.name: g for g in registry.groups(session, actor)}
    there = registry.people(session, actor, search="")
    known = {(person.name, person.email) for person in there}
    good: list[Row] = []
    bad: list[BadRow] = []
    doubles = 0
    for line, cells in _lines(content):
        try:
            row = _row(cells, groups, roles)
        except _Wrong as wrong:
            bad.extend(wrong.rows(line, cells))
            continue
        who = (row.values["name"], row.values.get("email", ""))
        doubles += who in known
        good.extend([row] if who not in known else [])
        known.add(who)
    return _Reading(tuple(good), tuple(bad), doubles)


class _Wrong(Exception):
    """A row that cannot be used: what is wrong in which column."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__()
        self.problems = problems

    def rows(self, line: int, cells: Mapping[str, str]) -> Iterator[BadRow]:
        for column, why in self.problems.items():
            yield BadRow(line, column, cells.get(column, ""), why)


def _row(
    cells: Mapping[str, str], groups: Mapping[str, Group], roles: Mapping[str, str]
) -> Row:
    problems: dict[str, str] = {}
    group, role = cells["group"], cells["role"].casefold() or "member"
    if group and group not in groups:
        problems["group"] = Sentence("There is no such group.")
    if role not in roles:
        problems["role"] = Sentence("There is no such role.")
    if cells[SURPLUS]:
        problems["name"] = Sentence("This row has more cells than the first line.")
    values = _person(cells, problems)
    if problems:
        raise _Wrong(problems)
    return Row(values, groups.get(group), roles[role])


def _person(cells: Mapping[str, str], problems: dict[str, str]) -> dict[str, Any]:
    answers: dict[str, Any] = {name: cells[name] for name in COLUMNS[:4]}
    answers["language"] = cells["language"] or "sv"
    protected = cells["protected"].casefold()
    if protected not in (*YES, *NO):
        problems["protected"] = Sentence("Write yes or no.")
    answers["protected"] = protected in YES
    try:
        return load(FORM, answers)
    except Invalid as problem:
        problems.update({str(name): said[0] for name, said in problem.problems.items()})
        return {}


def _lines(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Return each row with its number; the first one names the columns."""
    rows = rows_of(_decoded(content), most=MOST_ROWS)
    head = [cell.strip().casefold() for cell in next(rows, Cells(1, [])).cells]
    _check_head(head)
    for row in rows:
        yield row.number, _named(head, row.cells)


def _named(head: list[str], cells: list[str]) -> dict[str, str]:
    """Return the cells by column; what no column is for, under `SURPLUS`."""
    named = dict(zip(head, (cell.strip() for cell in cells), strict=False))
    surplus = "".join(cells[len(head) :]).strip()
    return {**{column: named.get(column, "") for column in COLUMNS}, SURPLUS: surplus}


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise refused(Sentence("The file is too large. At most 1 MB."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(
            Sentence("The file is not UTF-8. Save it as CSV UTF-8.")
        ) from None


def _check_head(head: list[str]) -> None:
    if "name" not in head:
        raise refused(Sentence("The first line must name the columns, at least name."))
    if unknown := [column for column in head if column not in COLUMNS]:
        said = Sentence("Unknown column: {names}.", names=", ".join(unknown))
        raise refused(said)
