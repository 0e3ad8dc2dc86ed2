import pytest

from service.channels import smtp
from tests.mail.letters import channel_to
from tests.smtp_script import open_relay


@pytest.fixture
def relay():
    with open_relay() as running:
        yield running


@pytest.fixture
def channel(relay, tmp_path):
    opened = channel_to(relay.port, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def hurried(monkeypatch):
    """Patience of a moment, for servers that never answer."""
    for name in ("CONNECT_SECONDS", "COMMAND_SECONDS", "AFTER_DOT_SECONDS"):
        monkeypatch.setattr(smtp, name, 0.3)
