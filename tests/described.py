"""The API's document is written once per test process, not once per application.

Each test opens an application of its own. What the API offers is the same in all of
them, and to write it down took two thirds of the time that it takes to open one.
"""

import json
from typing import Any

from flask import Flask
from flask_smorest import Blueprint

from service.api import application


def describe_once() -> None:
    """Let the first application write the document, and give the others copies."""
    write, describe = Blueprint.register_views_in_doc, application._describe
    written: list[str] = []

    def write_once(room: Blueprint, *where: Any, **what: Any) -> None:
        if not written:
            write(room, *where, **what)

    def described(app: Flask) -> dict[str, Any]:
        new = describe(app)
        if not written:
            written.append(json.dumps(new))
        return json.loads(written[0])

    Blueprint.register_views_in_doc = write_once
    application._describe = described
