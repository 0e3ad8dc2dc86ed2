"""The web door, put together for a server that speaks WSGI."""

from datetime import UTC, datetime

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from service import api
from service.actions.examining_seal import warn_of_the_end
from service.settings import Settings
from service.web import create_app
from service.wiring import open_tools


def create() -> Flask:
    """Return the app with pages and API. Call it after the fork, once per process."""
    settings = Settings.from_env()
    warn_of_the_end(settings, now=datetime.now(UTC))
    tools = open_tools(settings)
    app = create_app(tools)
    api.register(app, tools)
    hops = settings.proxy_hops
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=0
        )
    return app
