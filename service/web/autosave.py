"""The answer to the script that saves while somebody writes."""

from flask import jsonify
from werkzeug import Response

from service.core.records import Draft
from service.web.context import words


def noted(draft: Draft) -> Response:
    """Tell the script where the draft lives, and what to say of it."""
    speak = words()
    said = speak(
        "The draft was saved at {clock}. Only you can see it yet.",
        clock=speak.clock(draft.saved_at),
    )
    return jsonify(address=f"/drafts/{draft.id}", said=said)
