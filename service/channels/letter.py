"""A message as an e-mail (RFC 5322, MIME): one recipient, the same bytes each time."""

import hmac
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from uuid import UUID

from service.channels.message import Attachment, Letter, Message
from service.settings import Settings

# ASCII only on the wire: a relay without 8BITMIME may not change what was hashed.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)


def write(message: Message, settings: Settings) -> Letter:
    """Return the mail as bytes, with an address that a bounce leads back to."""
    mail = EmailMessage(policy=POLICY)
    name, domain = message.delivery_id.hex, settings.mail_from.rpartition("@")[2]
    message_id = f"<{name}@{domain}>"
    for header, value in _headers(message, settings).items():
        mail[header] = value
    mail["Message-ID"] = message_id
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    for attachment in message.attachments:
        _attach(mail, attachment)
    _name_boundaries(mail, name)
    sender = bounce_address(message.delivery_id, settings)
    return Letter(message_id, sender, message.to_address, mail.as_bytes())


def bounce_address(delivery_id: UUID, settings: Settings) -> str:
    """Return the VERP return path: signed, so that nobody can forge a bounce."""
    seal = _seal(delivery_id, settings)
    return f"bounce+{delivery_id.hex}.{seal}@{settings.bounce_domain}"


def _headers(message: Message, settings: Settings) -> dict[str, object]:
    sender = Address(message.from_name, addr_spec=settings.mail_from)
    headers: dict[str, object] = {
        "From": sender,
        "To": Address(message.to_name, addr_spec=message.to_address),
        "Subject": message.subject,
        "Date": format_datetime(message.written_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.reply_to:
        headers["Reply-To"] = Address(addr_spec=message.reply_to)
    return headers


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    main, _, rest = attachment.kind.partition("/")
    subtype, _, parameters = rest.partition(";")
    mail.add_attachment(
        attachment.content,
        maintype=main,
        subtype=subtype,
        filename=attachment.name,
        params=dict([parameters.strip().split("=")]) if parameters else None,
    )


def _name_boundaries(mail: EmailMessage, name: str) -> None:
    """Python draws boundaries by lot; ours follow from the delivery."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{name}_{number}")


def _seal(delivery_id: UUID, settings: Settings) -> str:
    key = f"bounce:{settings.secret_key}".encode()
    return hmac.new(key, delivery_id.bytes, sha256).hexdigest()[:8]
