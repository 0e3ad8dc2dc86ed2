"""Pages on which staff have a consent thought over, uphold it, or end it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.consent.doubting import DOUBT, END, UPHOLD, doubt, end, uphold
from service.actions.consent.following import follow
from service.core.consent import Rule
from service.core.consent_state import ConsentState
from service.core.consent_views import Followed
from service.core.errors import Invalid, Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import Form
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    path: str
    form: Form
    does: Callable[..., Any]
    heading: Sentence
    lead: Sentence
    press: Sentence
    done: Sentence
    in_vain: tuple[tuple[Callable[[Followed], bool], Sentence], ...] = ()


# When a form is not shown, for what it asks would be refused.
IS_OVER = (lambda seen: seen.is_over, Sentence("The consent is over."))
IS_DOUBTED = (
    lambda seen: seen.is_doubted,
    Sentence("It is being thought over already."),
)
IS_KEPT = (
    lambda seen: not seen.can_be_upheld,
    Sentence("It cannot be upheld: nothing is thought over, or the child decides."),
)
DECISIONS = (
    _Decision(
        path="doubt",
        form=DOUBT,
        does=doubt,
        heading=Sentence("Think it over again"),
        lead=Sentence(
            "From now on nothing may be shared. The answers are kept, and you can"
            " uphold them or ask anew."
        ),
        press=Sentence("Stop sharing, and think it over"),
        done=Sentence("Nothing may be shared while it is thought over."),
        in_vain=(IS_OVER, IS_DOUBTED),
    ),
    _Decision(
        path="uphold",
        form=UPHOLD,
        does=uphold,
        heading=Sentence("Uphold the consent"),
        lead=Sentence("What was answered applies again, as it was answered."),
        press=Sentence("Uphold it"),
        done=Sentence("The answers apply again."),
        in_vain=(IS_OVER, IS_KEPT),
    ),
    _Decision(
        path="end",
        form=END,
        does=end,
        heading=Sentence("End the consent"),
        lead=Sentence(
            "Nothing more may be shared, and it cannot begin again: then a new question"
            " must be asked."
        ),
        press=Sentence("End it for good"),
        done=Sentence("The consent has ended."),
        in_vain=(IS_OVER,),
    ),
)


# What ends before all have answered is called off.
CALLS_OFF = replace(
    DECISIONS[-1],
    heading=Sentence("Call the question off"),
    lead=Sentence(
        "Nobody can answer it any more, and no reminder leaves. Nothing has been shared"
        " because of it. Those who were asked by mail are told that they need not"
        " answer."
    ),
    press=Sentence("Call it off for good"),
)
CALLED_OFF = Sentence("The question was called off. It never applied.")


def add(room: Blueprint, tools: Tools) -> None:
    for decision in DECISIONS:
        _add(room, tools, decision)


def _add(room: Blueprint, tools: Tools, decision: _Decision) -> None:
    path = f"/records/<uuid:consent_id>/{decision.path}"

    def page(consent_id: UUID, answers: Any, problems: Any = None) -> Page:
        act, moment = Act.WRITE_RECORD, now()
        seen = follow(tools, actor(), consent_id, act=act, following=True, now=moment)
        _refuse_in_vain(decision, seen)
        return draw(
            "consents/decide.html",
            decision.form,
            answers,
            problems=problems,
            decision=_worded(decision, seen),
            consent=seen,
        )

    @room.get(path, endpoint=f"ask_{decision.path}")
    @needs(Act.WRITE_RECORD)
    def ask(consent_id: UUID) -> Page:
        return page(consent_id, {})

    @room.post(path, endpoint=decision.path)
    @needs(Act.WRITE_RECORD)
    def decide(consent_id: UUID) -> Response | Page:
        answers = posted(decision.form)
        try:
            made = decision.does(tools, actor(), consent_id, answers, now=now())
        except Invalid as problem:
            return page(consent_id, answers, problem.problems)
        is_off = made.state is ConsentState.CALLED_OFF
        flash(words().say(CALLED_OFF if is_off else decision.done))
        return redirect(f"/records/{consent_id}", code=303)


def _worded(decision: _Decision, seen: Followed) -> _Decision:
    return CALLS_OFF if decision.does is end and _is_early(seen) else decision


def _is_early(seen: Followed) -> bool:
    """Whether answers are missing, and none has been enough."""
    answered = [one.given is not None for one in seen.deciders]
    return not all(answered) and not (any(answered) and seen.rule == Rule.ANY)


def _refuse_in_vain(decision: _Decision, seen: Followed) -> None:
    for is_so, why in decision.in_vain:
        if is_so(seen):
            raise Refused(why)
