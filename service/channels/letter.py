"""A message as an e-mail (RFC 5322, MIME): one recipient, the same bytes each time."""

import hmac
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256
from uuid import UUID

from service.channels.message import Attachment, Letter, Message
from service.settings import Settings

# ASCII only on the wire: a relay without 8BITMIME may not change what was hashed.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)
CRLF = "\r\n"


def write(message: Message, settings: Settings) -> Letter:
    """Return the mail as bytes, with an address that a bounce leads back to."""
    name, domain = message.delivery_id.hex, settings.mail_from.rpartition("@")[2]
    message_id = f"<{name}@{domain}>"
    headers = {"Message-ID": message_id, **_headers(message, settings)}
    head = "".join(f"{header}: {value}{CRLF}" for header, value in headers.items())
    sender = bounce_address(message.delivery_id, settings)
    raw = head.encode("ascii") + _body(message, name).as_bytes()
    return Letter(message_id, sender, message.to_address, raw)


def bounce_address(delivery_id: UUID, settings: Settings) -> str:
    """Return the VERP return path: signed, so that nobody can forge a bounce."""
    seal = _seal(delivery_id, settings)
    return f"bounce+{delivery_id.hex}.{seal}@{settings.bounce_domain}"


def _headers(message: Message, settings: Settings) -> dict[str, str]:
    headers = {
        "From": _mailbox(message.from_name, settings.mail_from),
        "To": _mailbox(message.to_name, message.to_address),
        "Subject": _encoded(message.subject),
        "Date": format_datetime(message.written_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.reply_to:
        headers["Reply-To"] = message.reply_to
    return headers


def _mailbox(name: str, address: str) -> str:
    """Return one recipient, whatever the name holds: it is quoted, or encoded whole."""
    if _is_plain(name):
        return formataddr((name, address))
    return f"{_encoded(name)} <{address}>"


def _encoded(text: str) -> str:
    """Return a header's text, folded, and encoded as one (RFC 2047) unless plain.

    Python 3.11 encodes word by word, and then forgets a space between two of them.
    """
    charset = "us-ascii" if _is_plain(text) else "utf-8"
    return Header(text, charset, header_name="Subject").encode(linesep=CRLF)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "=?" not in text


def _body(message: Message, name: str) -> EmailMessage:
    mail = EmailMessage(policy=POLICY)
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    for attachment in message.attachments:
        _attach(mail, attachment)
    _name_boundaries(mail, name)
    return mail


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    kind, *parameters = attachment.kind.split("; ")
    main, _, subtype = kind.partition("/")
    mail.add_attachment(
        attachment.content,
        maintype=main,
        subtype=subtype,
        filename=attachment.name,
        params=dict(parameter.split("=") for parameter in parameters),
    )


def _name_boundaries(mail: EmailMessage, name: str) -> None:
    """Python draws boundaries by lot; ours follow from the delivery."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{name}_{number}")


def _seal(delivery_id: UUID, settings: Settings) -> str:
    key = f"bounce:{settings.secret_key}".encode()
    return hmac.new(key, delivery_id.bytes, sha256).hexdigest()[:8]
