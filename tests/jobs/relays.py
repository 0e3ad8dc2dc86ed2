"""A house whose mails go to a relay that follows a script."""

from contextlib import contextmanager
from dataclasses import replace

from service.channels.smtp import SmtpChannel
from tests.smtp_script import open_relay


@contextmanager
def at_relay(house, **looks):
    with open_relay(**looks) as relay:
        channel = SmtpChannel(replace(house.settings, smtp_port=relay.port))
        house.tools.channels["mail"].close()
        house.tools = replace(house.tools, channels={"mail": channel})
        yield relay
        channel.close()
