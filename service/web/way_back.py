"""What cannot be done to a record just now leads back to it, and says why there."""

from flask import flash, redirect, request
from werkzeug import Response

from service.core.errors import Refused
from service.web import errors
from service.web.context import words

WHY_NOT = "help"  # the category of a notice that is no good news


def lead_back(error: Refused) -> tuple[str, int] | Response:
    """Answer a room's `Refused`: with the record it was about, or with the problem."""
    named = request.view_args or {}
    record_id = named.get("record_id") or named.get("consent_id")
    page = f"/records/{record_id}"
    if record_id is None or request.path == page:
        return errors.page(409, why=error.said)
    flash(words().say(error.said), WHY_NOT)
    return redirect(page, code=303)
