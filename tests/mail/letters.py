"""A message as the house would write it, for tests that need no house."""

from datetime import UTC, datetime
from uuid import UUID

from service.channels.message import Attachment, Message
from service.channels.smtp import SmtpChannel
from service.settings import Settings

DELIVERY = UUID("12345678-1234-4678-9234-567812345678")
WRITTEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def message(**changes) -> Message:
    usual = {
        "delivery_id": DELIVERY,
        "to_name": "Märtha Lundkvist",
        "to_address": "martha.lundkvist@example.se",
        "from_name": "Region Örebro län",
        "reply_to": "ida.broman@example.se",
        "subject": "Protokoll",
        "text": "Hej!\n",
        "html": "<p>Hej!</p>",
        "language": "sv",
        "written_at": WRITTEN,
    }
    return Message(**{**usual, **changes})


def large_message() -> Message:
    """A letter that no buffer between here and the relay can swallow whole."""
    return message(
        attachments=(Attachment("a.pdf", "application/pdf", b"x" * 8_000_000),)
    )


def settings_for(port: int, tmp_path, **env: str) -> Settings:
    return Settings.from_env(
        {
            "VAR_DIR": str(tmp_path),
            "SMTP_HOST": "localhost",
            "SMTP_PORT": str(port),
            "SECRET_KEY": "a-secret-that-is-the-same-in-every-run",
            **env,
        }
    )


def channel_to(port: int, tmp_path, **env: str) -> SmtpChannel:
    return SmtpChannel(settings_for(port, tmp_path, **env))
