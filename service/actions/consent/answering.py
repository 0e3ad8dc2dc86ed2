"""Those who decide answer by their personal link, and take back what they said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.actions.consent.demanding import strength_of
from service.actions.consent.ending import stop_what_is_on_its_way
from service.actions.consent.holding import Holder, opened
from service.actions.consent.saying import (
    Heard,
    Saying,
    TextChanged,
    allowed_by,
    heard_before,
    say,
)
from service.actions.consent.shown import Shown, shown
from service.actions.consent.standing import Case, name_of, read_case
from service.actions.consent_texts import pin_text
from service.core.actor import SYSTEM
from service.core.consent import Allowed, Happened
from service.core.errors import Invalid, Refused
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.consent_answer import AnswerForm, WithdrawalForm
from service.store import consents
from service.store.work import Work
from service.tools import Tools

ANSWER, WITHDRAWAL = AnswerForm(), WithdrawalForm()


def answer(
    tools: Tools,
    token: str,
    given: Mapping[str, Any],
    *,
    browser: str,
    language: str,
    now: datetime,
) -> Heard:
    """Take an answer in, once: the same page posted again adds nothing.

    `given` is what `AnswerForm` asks, `language` the one it was read in. Raises
    Invalid with a path per problem, TextChanged, Over, NotFound, CodeNeeded.
    """
    asked = load(ANSWER, given)
    with tools.begin(SYSTEM) as work:
        held, case = _at_the_door(tools, work, token, browser=browser, now=now)
        if before := heard_before(case, held.participant, asked["turn"], now=now):
            return before
        _refuse_what_no_person_would_send(case, held, asked)
        seen = shown(
            work.session, case.row.organisation_id, case.model, language=language
        )
        if asked["shown"] != seen.sha256:
            raise TextChanged
        strength = strength_of(
            tools, work.session, held, case, browser=browser, now=now
        )
        pin_text(work, case.row.organisation_id, language, now=now)
        saying = Saying(
            happened=Happened.ANSWERED,
            allowed=allowed_by(case.model, asked["choices"]),
            turn=asked["turn"],
            by=held.label,
            route=strength.route,
            language=language,
            text_sha256=seen.sha256,
            told={**_told(asked, seen), **strength.told},
        )
        return say(tools, work, case, held.participant, saying, now=now)


def withdraw(
    tools: Tools,
    token: str,
    given: Mapping[str, Any],
    *,
    browser: str,
    language: str,
    now: datetime,
) -> Heard:
    """Take back an answer, whole or for some parties, from this commit on.

    `given` is what `WithdrawalForm` asks. Nobody has to say why. Raises Refused when
    nothing was allowed, and as `answer`.
    """
    asked = load(WITHDRAWAL, given)
    with tools.begin(SYSTEM) as work:
        held, case = _at_the_door(tools, work, token, browser=browser, now=now)
        if before := heard_before(case, held.participant, asked["turn"], now=now):
            return before
        strength = strength_of(
            tools, work.session, held, case, browser=browser, now=now
        )
        saying = Saying(
            happened=Happened.WITHDRAWN,
            allowed=still_allowed(case, held.participant.id, asked["parties"]),
            turn=asked["turn"],
            by=held.label,
            route=strength.route,
            language=language,
            text_sha256="",
            told={"parties": asked["parties"], **strength.told},
        )
        heard = say(tools, work, case, held.participant, saying, now=now)
        stop_what_is_on_its_way(work, case.row.record_id, by=held.label)
        return heard


def still_allowed(case: Case, participant_id: object, parties: list[str]) -> Allowed:
    """Return what remains when somebody withdraws from `parties`, counted from 1.

    Raises Refused when they allow nothing now, Invalid for a party that is not there.
    """
    said = consents.said(case.box, case.events, revision=case.row.revision)
    mine = [one for one in said if one.by == participant_id]
    if not mine or not mine[-1].allowed:
        raise Refused(Sentence("There is nothing to take back."))
    known = {str(place + 1): place for place in range(len(case.model.parties))}
    if not set(parties) <= set(known):
        raise Invalid({"parties": [Sentence("Choose among those who were asked for.")]})
    left = {known[one] for one in parties} or set(known.values())
    return frozenset(one for one in mine[-1].allowed if one.party not in left)


def _at_the_door(
    tools: Tools, work: Work, token: str, *, browser: str, now: datetime
) -> tuple[Holder, Case]:
    """Return who is there and their consent, locked. Raises TextChanged."""
    held = opened(work.session, token, browser=browser, now=now)
    row = consents.lock(work, held.consent.record_id)
    work.session.refresh(held.participant)
    if held.is_outdated:
        raise TextChanged
    if not held.participant.decides:
        raise Refused(Sentence("Your answer is not asked for here."))
    return held, read_case(work.session, tools.vault, row)


def _refuse_what_no_person_would_send(
    case: Case, held: Holder, asked: Mapping[str, Any]
) -> None:
    """A scanner presses buttons; it does not tick the statement and write the name."""
    problems: dict[str | int, Any] = {}
    if not asked["statement"]:
        problems["statement"] = [Sentence("Tick that you have read the text.")]
    name = name_of(case.model, held.participant)
    if not _share_a_word(asked["name"], name):
        said = Sentence("Write your name as it stands here: {name}.", name=name)
        problems["name"] = [said]
    if problems:
        raise Invalid(problems)


def _share_a_word(typed: str, name: str) -> bool:
    """Whether it may be the same person: names are written in many ways."""
    return bool(set(typed.casefold().split()) & set(name.casefold().split()))


def _told(asked: Mapping[str, Any], seen: Shown) -> dict[str, Any]:
    return {
        "name": asked["name"],
        "exclusions": asked["exclusions"],
        "voice": asked["voice"],
        "drawing": list(asked["drawing"]),
        "choices": [
            {**one, "information": [str(what) for what in one["information"]]}
            for one in asked["choices"]
        ],
        "text": seen.text.sha256,
        "question": seen.question_sha256,
    }
