"""Who gets a record: the wish of the form, made into one recipient per person."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.classification import Classification
from service.core.day import home_day
from service.core.errors import Invalid
from service.core.records import Recipient, Sending
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.sending import SendingForm
from service.kind import Addressed, AnyKind
from service.store import recipients
from service.store.tables.register import PersonRow

FORM = SendingForm()
CLOSED = Sentence("Nothing is sent to this address. Use paper.")


def read_sending(
    session: Session, wish: Mapping[str, Any], *, now: datetime
) -> Sending:
    """Return how a record goes out, or raise Invalid with a path per problem.

    Members without an address or with a protected identity are left out of a group
    silently here: the recipients page names them. Chosen one by one, they are refused.
    """
    asked = load(FORM, wish)
    problems = _Problems(session, asked)
    if problems.found:
        raise Invalid(problems.found)
    everybody = (
        *_of_groups(session, asked["groups"], now=now),
        *_of_people(session, asked["people"]),
        *_typed(asked["typed"]),
    )
    return Sending(
        classification=Classification(asked["classification"]),
        language=asked["language"],
        attach=tuple(asked["attach"]),
        groups=tuple(dict.fromkeys((*asked["groups"], *asked["readers"]))),
        recipients=_each_once(everybody),
    )


def sending_for(
    session: Session,
    kind: AnyKind,
    model: Any,
    wish: Mapping[str, Any],
    *,
    now: datetime,
) -> Sending:
    """Return how a record goes out: by its own answers where its kind says so, or else
    by what was wished. Raises Invalid, at the answers' own places or at the wish's."""
    if kind.addressed is None:
        return read_sending(session, wish, now=now)
    addressed = kind.addressed(model)
    if problems := _closed(session, addressed):
        raise Invalid(problems)
    return Sending(
        classification=addressed.classification,
        language=addressed.language,
        attach=(),
        recipients=tuple(
            Recipient(name, email, language)
            for _, name, email, language in addressed.to
        ),
    )


def can_be_mailed(person: PersonRow) -> bool:
    return bool(person.email) and not person.protected


def _closed(session: Session, addressed: Addressed) -> dict[str | int, Any]:
    """Return the addresses of people with a protected identity, by their place."""
    found: dict[str | int, Any] = {}
    for path, _, email, _ in addressed.to:
        if recipients.is_protected_address(session, email):
            inner = found
            for part in path[:-1]:
                inner = inner.setdefault(part, {})
            inner[path[-1]] = [CLOSED]
    return found


class _Problems:
    """The choices that cannot be followed, by field and place in the list."""

    def __init__(self, session: Session, asked: Mapping[str, Any]) -> None:
        named = (*asked["groups"], *asked["readers"])
        groups = recipients.known_groups(session, named)
        people = recipients.people(session, asked["people"])
        self.found: dict[str | int, Any] = {}
        for field in ("groups", "readers"):
            self._add(field, ((g, _group_trouble(g in groups)) for g in asked[field]))
        self._add("people", ((p, _trouble(people.get(p))) for p in asked["people"]))
        closed = {
            place: {"email": [CLOSED]}
            for place, row in enumerate(asked["typed"])
            if recipients.is_protected_address(session, row["email"])
        }
        if closed:
            self.found["typed"] = closed

    def _add(self, name: str, said: Iterator[tuple[UUID, Sentence | None]]) -> None:
        wrong = {place: [why] for place, (_, why) in enumerate(said) if why}
        if wrong:
            self.found[name] = wrong


def _group_trouble(is_known: bool) -> Sentence | None:  # noqa: FBT001 - reads as asked
    return None if is_known else Sentence("There is no such group.")


def _trouble(person: PersonRow | None) -> Sentence | None:
    if person is None:
        return Sentence("There is no such person.")
    if person.protected:
        return Sentence("This person has a protected identity. Use paper.")
    if not person.email:
        return Sentence("{name} has no e-mail address.", name=person.name)
    return None


def _of_groups(
    session: Session, groups: list[UUID], *, now: datetime
) -> Iterator[Recipient]:
    for group_id in groups:
        for person in recipients.members(session, group_id, today=home_day(now)):
            if can_be_mailed(person):
                yield _recipient(person)


def _of_people(session: Session, chosen: list[UUID]) -> Iterator[Recipient]:
    known = recipients.people(session, chosen)
    return (_recipient(known[person_id]) for person_id in chosen)


def _typed(rows: list[Mapping[str, str]]) -> Iterator[Recipient]:
    return (Recipient(row["name"], row["email"], row["language"]) for row in rows)


def _recipient(person: PersonRow) -> Recipient:
    return Recipient(person.name, person.email, person.language, person.id)


def _each_once(everybody: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Keep the first of each: the same person, or the same name at one address.

    Two people may share a mailbox; each of them then gets a mail of their own.
    """
    kept: dict[tuple[str, str], Recipient] = {}
    for one in everybody:
        kept.setdefault((one.email.casefold(), one.name), one)
    return tuple(kept.values())
