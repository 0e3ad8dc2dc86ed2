"""The plan in words, kind by kind, and what it means for the coming years."""

from flask import Blueprint, render_template

from service.actions.disposing import list_erasures
from service.actions.plans import list_rules
from service.actions.retention import see_ahead
from service.core.permits import Act
from service.core.retention import OUTCOMES
from service.kinds import KINDS
from service.tools import Tools
from service.web.context import actor, now
from service.web.permits import needs
from service.web.retention.naming import STATES
from service.web.retention.picture import bars


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention")
    @needs(Act.MANAGE_RETENTION)
    def index() -> str:
        ahead = see_ahead(tools, actor(), now=now())
        rules = list_rules(tools, actor(), with_ended=True)
        return render_template(
            "retention.html",
            ahead=ahead,
            bars=bars(ahead),
            kinds=KINDS,
            rules=[rule for rule in rules if rule.ended_at is None],
            ended=[rule for rule in reversed(rules) if rule.ended_at],
            outcomes=dict(OUTCOMES),
            runs=list_erasures(tools, actor()),
            states=STATES,
        )
