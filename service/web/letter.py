"""A mail taken apart for reading: headers, text, HTML and what is attached."""

import base64
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

SHOWN = ("From", "To", "Subject", "Date", "Reply-To", "Message-ID")


@dataclass(frozen=True, slots=True)
class Attached:
    filename: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """`html` carries its own pictures, so that it needs nothing from outside."""

    subject: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    attachments: tuple[Attached, ...]


def read_letter(content: bytes) -> Letter:
    mail = message_from_bytes(content, policy=policy.default)
    return Letter(
        subject=str(mail.get("Subject", "")),
        headers=tuple((name, str(mail[name])) for name in SHOWN if mail[name]),
        text=_body(mail, "plain"),
        html=_with_pictures(_body(mail, "html"), mail),
        attachments=tuple(_attached(part) for part in mail.iter_attachments()),
    )


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""


def _attached(part: EmailMessage) -> Attached:
    return Attached(
        filename=part.get_filename() or "part",
        type=part.get_content_type(),
        content=cast(bytes, part.get_payload(decode=True)) or b"",
    )


def _with_pictures(html: str, mail: EmailMessage) -> str:
    for part in mail.walk():
        name = str(part.get("Content-ID", "")).strip("<>")
        if name:
            html = html.replace(f"cid:{name}", _data(_attached(part)))
    return html


def _data(picture: Attached) -> str:
    return f"data:{picture.type};base64,{base64.b64encode(picture.content).decode()}"
