"""The API: a door for programs, under /api/v1. `register` opens it."""

from flask import Flask

from service.api.application import create_api
from service.api.reference.operations import chapters
from service.api.reference.page import page
from service.api.switch import switch
from service.tools import Tools


def register(app: Flask, tools: Tools) -> None:
    """Let `/api/v1/…` answer programs, and `/api/v1/` show people how to ask.

    Programs meet an application of their own: whatever the pages do with sessions,
    cookies, tokens and errors does not reach them.
    """
    api, document = create_api(tools, trusted_hosts=app.config.get("TRUSTED_HOSTS"))
    app.register_blueprint(page(chapters(document)))
    app.wsgi_app = switch(app.wsgi_app, programs=api)  # type: ignore[assignment, method-assign]
