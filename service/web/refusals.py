"""Who was turned away is written down: by id and page, never with what they sent."""

import logging

from flask import Flask, g, request
from werkzeug import Response

log = logging.getLogger(__name__)

# A page that asks to sign in is no refusal, and a typing mistake (422) none either.
NOTED = frozenset({400, 403, 413, 429})


def install(app: Flask) -> None:
    @app.after_request
    def note(response: Response) -> Response:
        if response.status_code in NOTED:
            page = request.url_rule.rule if request.url_rule else "no page"
            who = {"account_id": g.actor.account_id} if "actor" in g else {}
            log.warning("refused with %d: %s", response.status_code, page, extra=who)
        return response
