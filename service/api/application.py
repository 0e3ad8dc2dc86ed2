"""The API as an application of its own: no session, no cookie, no page for an error."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response
from flask_smorest import Api

from service.api import document
from service.api.example import give_examples
from service.api.headers import guard_answers
from service.api.operations import ROOMS
from service.api.problems.handlers import answer_errors
from service.api.problems.refusals import note_refusals
from service.api.room import PREFIX
from service.api.shapes.problems import ProblemShape
from service.api.shapes.wording import wording
from service.api.strict.body import MAX_BYTES
from service.core.needs import needs
from service.core.permits import Act
from service.tools import Tools


class DescribedApi(Api):  # type: ignore[misc] # flask-smorest has no types
    """Problems are described by our own plugin, not by flask-smorest's default."""

    ERROR_SCHEMA = ProblemShape
    DEFAULT_ERROR_RESPONSE_NAME = None


def create_api(
    tools: Tools, *, trusted_hosts: Sequence[str] | None
) -> tuple[Flask, dict[str, Any]]:
    """Return the application and the OpenAPI document that describes it."""
    app = Flask("service.api", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BYTES, TRUSTED_HOSTS=trusted_hosts)
    app.extensions["handslag"] = tools
    app.url_map.merge_slashes = False
    guard_answers(app, secure=tools.settings.base_url.startswith("https"))
    described = _describe(app)
    note_refusals(app)
    answer_errors(app)  # after flask-smorest, which has registered a handler of its own
    text = json.dumps(described)

    @app.get(f"{PREFIX}/openapi.json")
    @needs(Act.ANYBODY)
    def openapi() -> Response:
        return Response(text, mimetype="application/json")

    return app, described


def _describe(app: Flask) -> dict[str, Any]:
    """Register the rooms with flask-smorest and return the document it writes."""
    api = DescribedApi()
    api.init_app(app, spec_kwargs=document.SPEC)
    api.ma_plugin.converter.add_attribute_function(wording)
    for room in ROOMS:
        api.register_blueprint(room)
    described: dict[str, Any] = api.spec.to_dict()
    give_examples(described)
    return described
