"""What an action may reach for. Wiring fills it; tests fill it differently."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.broker import Broker
from service.channels.message import Channel
from service.channels.postman import Postman
from service.document.words import Words
from service.renderers import Renderer
from service.settings import Settings
from service.store.files import Files
from service.store.work import Begin


@dataclass(frozen=True, slots=True)
class Tools:
    """`begin` opens a transaction that writes, `look` one that only reads.

    `close` lets go of every connection; the tools are of no use afterwards.
    """

    settings: Settings
    begin: Begin
    look: Callable[[], AbstractContextManager[Session]]
    files: Files
    broker: Broker
    channels: Mapping[str, Channel]
    postman: Postman
    renderers: Mapping[str, Renderer]
    speak: Callable[[str], Words]
    close: Callable[[], None]
