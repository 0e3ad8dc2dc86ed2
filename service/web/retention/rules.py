"""Lines of the plan: added, changed by ending one and beginning another, ended."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.plans import add_rule, change_rule, end_rule, list_rules
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.retention import Disposal, Rule
from service.core.sentence import Sentence
from service.forms.retention import RuleForm
from service.kinds import find_kind
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted

RULE = RuleForm()
OVERVIEW = "/retention"


def add(room: Blueprint, tools: Tools) -> None:
    _add_new(room, tools)
    _add_known(room, tools)


def _add_new(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention/kinds/<kind>/rules/new")
    @needs(Act.MANAGE_RETENTION)
    def new_rule(kind: str) -> Page:
        return _page(kind, {})

    @room.post("/retention/kinds/<kind>/rules/new")
    @needs(Act.MANAGE_RETENTION)
    def begin_rule(kind: str) -> Response | Page:
        answers = posted(RULE)
        try:
            add_rule(tools, actor(), kind, answers, now=now())
        except Invalid as problem:
            return _page(kind, answers, problem=problem)
        flash(words()("The rule is in force from now on."))
        return redirect(OVERVIEW, code=303)


def _add_known(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention/rules/<uuid:rule_id>")
    @needs(Act.MANAGE_RETENTION)
    def rule(rule_id: UUID) -> Page:
        known = _rule(tools, rule_id)
        return _page(known.kind, _answers(known), rule=known)

    @room.post("/retention/rules/<uuid:rule_id>")
    @needs(Act.MANAGE_RETENTION)
    def save_rule(rule_id: UUID) -> Response | Page:
        answers, known = posted(RULE), _rule(tools, rule_id)
        try:
            change_rule(tools, actor(), rule_id, answers, now=now())
        except Invalid as problem:
            return _page(known.kind, answers, rule=known, problem=problem)
        flash(words()("The old rule has ended, and the new one is in force."))
        return redirect(OVERVIEW, code=303)

    @room.post("/retention/rules/<uuid:rule_id>/end")
    @needs(Act.MANAGE_RETENTION)
    def stop_rule(rule_id: UUID) -> Response:
        end_rule(tools, actor(), rule_id, now=now())
        flash(words()("The rule has ended. Its records are kept from now on."))
        return redirect(OVERVIEW, code=303)


def _page(
    kind: str,
    answers: dict[str, Any],
    *,
    rule: Rule | None = None,
    problem: Invalid | None = None,
) -> Page:
    return draw(
        "retention_rule.html",
        RULE,
        answers,
        problems=problem.problems if problem else None,
        kind=find_kind(kind),
        rule=rule,
    )


def _rule(tools: Tools, rule_id: UUID) -> Rule:
    for rule in list_rules(tools, actor()):
        if rule.id == rule_id:
            return rule
    raise NotFound(Sentence("There is no such rule, or it has ended."))


def _answers(rule: Rule) -> dict[str, Any]:
    erases = rule.disposal is Disposal.ERASE
    when = {"years": rule.years, "event": rule.event} if erases else {}
    said = {"disposal": rule.disposal, "outcome": rule.outcome, "plan": rule.plan}
    return {**said, **when}
