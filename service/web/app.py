"""The application: settings, guards and the pages' rooms, put together once."""

from flask import Flask

from service.tools import Tools
from service.web import (
    account,
    administration,
    assets,
    audit,
    batches,
    checking,
    configuration,
    consents,
    context,
    copies,
    drafts,
    errors,
    following,
    glass,
    guards,
    headers,
    health,
    keeping,
    links,
    mailbox,
    operations,
    preferences,
    recipients,
    record,
    refusals,
    register,
    retention,
    scans,
    search,
    sign_in,
    start,
    templating,
)

ROOMS = (
    start,
    drafts,
    recipients,
    checking,
    batches,
    record,
    following,
    glass,
    register,
    retention,
    scans,
    search,
    operations,
    audit,
    mailbox,
    administration,
    links,
    consents,
    copies,
    account,
    preferences,
    health,
)


def create_app(tools: Tools) -> Flask:
    """Return the pages as a WSGI application. The API is added by `service.wsgi`."""
    app = Flask(__name__, template_folder=str(templating.PAGES), static_folder=None)
    app.config.update(configuration.of(tools.settings))
    app.extensions[context.EXTENSION] = tools
    keepers = {**drafts.KEEPERS, **recipients.KEEPERS, **search.KEEPERS}
    app.extensions[keeping.EXTENSION] = keepers
    templating.install(app)
    for part in (assets, guards, headers, refusals, errors):
        part.install(app)
    for room in ROOMS:
        app.register_blueprint(room.blueprint(tools))
    if sign_in.is_open(tools):
        app.register_blueprint(sign_in.blueprint(tools))
    return app
