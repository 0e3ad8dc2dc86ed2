"""The guard of all pages: one that names no act is open to nobody."""

from flask import current_app, request

from service.core.actor import require
from service.core.errors import Forbidden
from service.core.needs import act_of, needs
from service.core.permits import Act
from service.web.context import actor, now

__all__ = ["needed_act", "needs", "refuse_the_unpermitted"]


def needed_act() -> Act | None:
    """Return the act of the page that is asked for, or None when it names none."""
    return act_of(current_app.view_functions.get(request.endpoint or ""))


def refuse_the_unpermitted() -> None:
    """Let in who may do this to anything at all; actions ask about the very thing."""
    if request.endpoint is None:
        return  # there is no such page: 404 says so
    act = needed_act()
    if act is None:
        raise Forbidden
    if act is not Act.ANYBODY:
        require(actor(), act, now=now())
