"""A form that was refused leaves a line in the audit trail; who only looks, none."""

from collections.abc import Mapping

from flask import request

from service.actions.consent.refusing import Tried, note_refused
from service.actions.consent.saying import Over, TextChanged
from service.actions.consent.shown import BeingTranslated
from service.actions.links import CodeNeeded
from service.core.errors import NotFound, ServiceError, TooMany
from service.limits import Limit
from service.tools import Tools
from service.web.consents.key import OtherLink, held
from service.web.context import now
from service.web.limiting import take

TRIED: Mapping[type[ServiceError], Tried] = {
    Over: Tried.LATE,
    TextChanged: Tried.OLD,
    BeingTranslated: Tried.OLD,
    NotFound: Tried.DEAD,
    CodeNeeded: Tried.UNOPENED,
    OtherLink: Tried.OTHER,
}


def note(tools: Tools, problem: ServiceError) -> None:
    """Write down what a form tried in vain, as often as its link may be opened."""
    tried = TRIED.get(type(problem))
    if request.method != "POST" or tried is None:
        return
    try:
        key = held(tools)
        take(Limit.LINK_OPENED, *key.counted)
    except (NotFound, TooMany):
        return
    note_refused(tools, key.token, tried, now=now())
