"""What an action may reach for. Wiring fills it; tests fill it differently."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.auth.client import OpenIdClient
from service.broker import Broker
from service.channels.message import Channel
from service.channels.postman import Postman
from service.document.words import Words
from service.limits import Limits
from service.renderers import Renderer
from service.seal.sealer import Sealer
from service.settings import Settings
from service.store.files import Files
from service.store.vault import Vault
from service.store.work import Begin, Look


@dataclass(frozen=True, slots=True)
class Tools:
    """`begin` opens a transaction that writes, `look` one that only reads.

    `provider` is None where staff cannot sign in by OpenID Connect, `eid` where
    guardians cannot show by e-ID who they are.
    `close` lets go of every connection; the tools are of no use afterwards.
    """

    settings: Settings
    begin: Begin
    look: Look
    files: Files
    vault: Vault
    provider: OpenIdClient | None
    eid: OpenIdClient | None
    broker: Broker
    limits: Limits
    channels: Mapping[str, Channel]
    postman: Postman
    renderers: Mapping[str, Renderer]
    sealer: Sealer
    speak: Callable[[str], Words]
    close: Callable[[], None]
