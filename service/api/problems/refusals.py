"""Which program was turned away is written down: by its key, never what it sent."""

import logging

from flask import Flask, Response, g, request

log = logging.getLogger(__name__)

# What does not fit the document (404, 409, 422) is a mistake of somebody who may ask.
NOTED = frozenset({400, 401, 403, 413, 415, 429})


def note_refusals(api: Flask) -> None:
    @api.after_request
    def note(answer: Response) -> Response:
        if answer.status_code in NOTED:
            what = request.url_rule.rule if request.url_rule else "no operation"
            who = {"key_id": g.actor.key_id} if "actor" in g else {}
            log.warning("refused with %d: %s", answer.status_code, what, extra=who)
        return answer
