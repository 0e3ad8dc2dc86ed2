"""The one place that knows which tool stands behind which name."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from service.auth.client import OpenIdClient
from service.auth.eid import CALLBACK as EID_CALLBACK
from service.auth.identity import check_roles
from service.broker import Broker, open_broker
from service.channels import open_channels
from service.channels.message import Channel
from service.channels.postman import open_postman
from service.document.words import make_speak
from service.limits import Limits, open_limits
from service.renderers import RENDERERS
from service.seal.sealer import Sealer
from service.settings import Settings
from service.store.engine import open_engine
from service.store.files import Files
from service.store.keyring import Keyring
from service.store.vault import Vault
from service.store.work import make_begin, make_look
from service.tools import Tools

WORDS = Path(__file__).parent.parent / "templates" / "words"


def open_tools(settings: Settings) -> Tools:
    """Return the tools of one process: call it after a fork, never before."""
    engine = open_engine(settings.database_url)
    channels = open_channels(settings)
    broker = open_broker(settings)
    limits = open_limits(settings)
    speak = make_speak(WORDS)
    return Tools(
        settings=settings,
        begin=make_begin(engine, broker.notify),
        look=make_look(engine),
        files=Files(_folder(settings.files_url)),
        vault=Vault.at(_folder(settings.keys_url), Keyring(settings.encryption_keys)),
        provider=_provider(settings),
        eid=_eid(settings),
        broker=broker,
        limits=limits,
        channels=channels,
        postman=open_postman(speak),
        renderers=RENDERERS,
        sealer=Sealer(settings.seal),
        speak=speak,
        close=lambda: _close(engine, channels, broker, limits),
    )


def migrate(settings: Settings) -> None:
    """Bring the database to the newest shape; harmless when it is there already."""
    from service.store import schema  # noqa: PLC0415 - imports Alembic, 0.2 s

    engine = open_engine(settings.database_url)
    schema.migrate(engine)
    engine.dispose()


def is_current(settings: Settings) -> bool:
    """Whether the database has the shape this code was written for."""
    from service.store import schema  # noqa: PLC0415 - imports Alembic, 0.2 s

    engine = open_engine(settings.database_url)
    try:
        return schema.is_current(engine)
    finally:
        engine.dispose()


def _provider(settings: Settings) -> OpenIdClient | None:
    if settings.oidc is None:
        return None
    check_roles(settings.oidc)
    return OpenIdClient(settings.oidc, base_url=settings.base_url)


def _eid(settings: Settings) -> OpenIdClient | None:
    if settings.eid is None:
        return None
    base_url = settings.base_url
    return OpenIdClient(settings.eid, base_url=base_url, callback=EID_CALLBACK)


def _folder(url: str) -> Path:
    return Path(urlsplit(url).path)


def _close(
    engine: Engine, channels: Mapping[str, Channel], broker: Broker, limits: Limits
) -> None:
    for channel in channels.values():
        channel.close()
    broker.close()
    limits.close()
    engine.dispose()
