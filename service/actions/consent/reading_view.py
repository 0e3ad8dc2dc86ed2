"""The question as somebody who decides reads it: in their language, and in Swedish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.composing import letterhead_of
from service.actions.consent.guardian_view import Visit, seen
from service.actions.consent.saying import TextChanged
from service.actions.consent.shown import BeingTranslated, shown
from service.core.consent import DIRECTIONS, Role
from service.core.consent_text import ConsentText
from service.core.errors import NotFound
from service.core.languages import MASTER
from service.core.sentence import Sentence
from service.document.blocks import Letterhead
from service.document.sections import named_list
from service.document.words import Words
from service.kinds.consent.document import cooperation, named, until
from service.kinds.consent.model import Consent, Party
from service.kinds.consent.paper import gaps
from service.tools import Tools

DOES = dict(DIRECTIONS)


@dataclass(frozen=True, slots=True)
class Asked:
    """One piece of information: what a form posts for it, and what people call it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PartyTold:
    name: str
    function: str
    does: str
    information: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is asked, in one language. What staff have typed stands as they typed it."""

    text: ConsentText
    parties: tuple[PartyTold, ...]
    ways: str
    begins: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The reading page. `shown` is posted back: it pins what they had before them.

    `voice` is what the child says, as staff wrote it down; only guardians read it.
    """

    visit: Visit
    language: str
    shown: str
    own: Told
    swedish: Told
    asking: tuple[str, ...]
    purpose: str
    voice: str
    exclusions: tuple[str, ...]
    kept_by: str

    @property
    def is_translated(self) -> bool:
        return not self.own.text.is_master


def reading(
    tools: Tools, token: str, *, browser: str, language: str, now: datetime
) -> Reading:
    """Return what the reader is shown in this language.

    Raises NotFound, also for who only receives, CodeNeeded, TextChanged: what is asked
    now may not be for the holder of an older link; and BeingTranslated.
    """
    with seen(tools, token, browser=browser, now=now) as found:
        _refuse_who_is_not_asked(found.visit)
        owner = found.case.row.organisation_id
        told = reading_of(
            tools,
            found.session,
            found.case.model,
            found.visit,
            owner=owner,
            language=language,
        )
    if told.own.text.is_older_than(told.swedish.text):
        raise BeingTranslated
    return told


def _refuse_who_is_not_asked(visit: Visit) -> None:
    if visit.role is Role.RECEIVER:
        raise NotFound(Sentence("There is no question for you here."))
    if visit.is_outdated:
        raise TextChanged


def reading_of(
    tools: Tools,
    session: Session,
    asks: Consent,
    visit: Visit,
    *,
    owner: UUID,
    language: str,
) -> Reading:
    """Return what a visitor is shown of a question, asked already or not yet."""
    pinned = shown(session, owner, asks, language=language)

    def told(text: ConsentText, words: Words) -> Told:
        return _told(asks, text, words, letterhead_of(session, owner, words))

    return Reading(
        visit=visit,
        language=language,
        shown=pinned.sha256,
        own=told(pinned.text, tools.speak(language)),
        swedish=told(pinned.swedish, tools.speak(MASTER)),
        asking=tuple(asks.asking) or (visit.organisation,),
        purpose=asks.purpose,
        voice=asks.child_voice if visit.role is Role.GUARDIAN else "",
        exclusions=tuple(line for line in asks.exclusions.splitlines() if line),
        kept_by=asks.custodian,
    )


def _told(asks: Consent, text: ConsentText, words: Words, head: Letterhead) -> Told:
    return Told(
        text=text.filled(**gaps(asks, words, head)),
        parties=tuple(_parties(asks, words)),
        ways=named_list(cooperation(asks, words), words),
        begins=words.short_day(asks.valid_from) if asks.valid_from else "",
        until=until(asks, words),
    )


def _parties(asks: Consent, words: Words) -> Iterator[PartyTold]:
    for party in asks.parties:
        does = words.say(DOES[party.direction])
        yield PartyTold(party.name, party.function, does, asked(asks, party, words))


def asked(asks: Consent, party: Party, words: Words) -> tuple[Asked, ...]:
    """Return what is asked for a party, in the order of the question."""
    return tuple(Asked(one, named(asks, one, words)) for one in asks.told(party))
