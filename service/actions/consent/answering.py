"""Those who decide answer by their personal link, and take back what they said."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from service.actions.consent.demanding import Strength, strength_of
from service.actions.consent.holding import Holder, opened_and_locked
from service.actions.consent.saying import (
    Heard,
    Over,
    Saying,
    TextChanged,
    allowed_by,
    heard_before,
    say,
)
from service.actions.consent.shown import Shown, shown_to_reader
from service.actions.consent.standing import Case, name_of, read_case
from service.actions.consent.taking_back import take_back
from service.actions.consent_texts import pin_text
from service.core.actor import SYSTEM
from service.core.consent import Happened, Role
from service.core.day import home_day
from service.core.errors import Invalid, Refused
from service.core.sentence import Sentence
from service.core.typed_name import is_name_of
from service.forms.answers import load
from service.forms.consent_answer import AnswerForm, WithdrawalForm
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

    `given` is what `AnswerForm` asks, `language` the one read. Raises Invalid with a
    path per problem, TextChanged, BeingTranslated, Over, NotFound, CodeNeeded.
    """
    asked = load(ANSWER, given)
    with tools.begin(SYSTEM) as work:
        held, case = _at_the_door(tools, work, token, browser=browser, now=now)
        one, allowed = held.participant, allowed_by(case.model, asked["choices"])
        if before := heard_before(case, one, asked["turn"], allowed=allowed, now=now):
            return before
        _refuse_what_no_person_would_send(case, held, asked)
        seen = shown_to_reader(
            work.session, case.row.organisation_id, case.model, language=language
        )
        if asked["shown"] != seen.sha256:
            raise TextChanged
        strength = strength_of(
            tools, work.session, held, case, browser=browser, now=now
        )
        pin_text(work, case.row.organisation_id, language, now=now)
        saying = _saying(
            held,
            strength,
            happened=Happened.ANSWERED,
            allowed=allowed,
            language=language,
            text_sha256=seen.sha256,
            told=_told(asked, seen),
        )
        return say(tools, work, case, one, saying, now=now)


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

    `given` is what `WithdrawalForm` asks. Nobody has to say why, and an old page will
    do: what is asked for ends whatever was said since. Raises Refused when nothing was
    allowed, and as `answer`.
    """
    asked = load(WITHDRAWAL, given)
    with tools.begin(SYSTEM) as work:
        held, case = _at_the_door(tools, work, token, browser=browser, now=now)
        strength = strength_of(
            tools, work.session, held, case, browser=browser, now=now
        )
        told = {"parties": asked["parties"]}
        saying = partial(_saying, held, strength, language=language, told=told)
        return take_back(
            tools, work, case, held.participant, asked, saying=saying, now=now
        )


def _at_the_door(
    tools: Tools, work: Work, token: str, *, browser: str, now: datetime
) -> tuple[Holder, Case]:
    """Return who is there and their consent, locked. Raises TextChanged, Over."""
    held = opened_and_locked(work, token, browser=browser, now=now)
    if held.is_outdated:
        raise TextChanged
    if not held.participant.decides:
        raise Refused(Sentence("Your answer is not asked for here."))
    case = read_case(work.session, tools.vault, held.consent)
    if held.participant.role == Role.GUARDIAN and case.is_of_age(home_day(now)):
        raise Over  # also on the day itself, before the clock has ended their links
    return held, case


def _refuse_what_no_person_would_send(
    case: Case, held: Holder, asked: Mapping[str, Any]
) -> None:
    """A scanner presses buttons; it does not tick the statement and write the name."""
    problems: dict[str | int, Any] = {}
    if not asked["statement"]:
        problems["statement"] = [Sentence("Tick that you have read the text.")]
    name = name_of(case.model, held.participant)
    if not is_name_of(asked["name"], name):
        said = Sentence("Write your name as it stands here: {name}.", name=name)
        problems["name"] = [said]
    if problems:
        raise Invalid(problems)


def _saying(
    held: Holder, strength: Strength, *, told: Mapping[str, Any], **said: Any
) -> Saying:
    """Return what is said by the web: who they are, and how we know it."""
    by_whom = {**told, **strength.told}
    return Saying(by=held.label, route=strength.route, told=by_whom, **said)


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
        **seen.kept,
    }
