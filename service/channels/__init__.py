"""Ways to hand a message to a person. Add a module; add a line to `open_channels`."""

from service.channels.message import Channel
from service.channels.smtp import SmtpChannel
from service.settings import Settings


def open_channels(settings: Settings) -> dict[str, Channel]:
    return {"mail": SmtpChannel(settings)}
