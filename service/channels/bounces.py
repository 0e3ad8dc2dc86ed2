"""A mail that came back, read: which of ours it was, and why (RFC 3464, RFC 3463).

Only a report of delivery to one of our own signed return paths counts. Whatever else
arrives there - answers of people and of machines, loops of lists, forged reports - is
told apart by name and changes nothing (PROMISES S16, S17).
"""

import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses
from uuid import UUID

from service.channels.letter import bounce_address
from service.core.errors import ServiceError
from service.settings import Settings

PATH = re.compile(r"bounce\+([0-9a-f]{32})\.[0-9a-f]{8}@", re.IGNORECASE)
# Where the address stands that it was sent to: the first ones a mail server adds.
ADDRESSED = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
STATUS = re.compile(r"([245])\.[0-9]{1,3}\.[0-9]{1,3}")
REPORT = "message/delivery-status"
LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounce:
    """`subject_id` is the delivery or the notice; `status` is as RFC 3463 has it."""

    subject_id: UUID
    status: str


class NoBounce(ServiceError):
    """What arrived is no report that counts; `code` says why, without content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_bounce(raw: bytes, settings: Settings, *, to: str = "") -> Bounce:
    """Return which of our mails came back for good. Raises NoBounce.

    `to` is the address it arrived at, where the mail server tells; else the mail's own
    headers say it. A mail that is merely late has not come back.
    """
    if len(raw) > LARGEST:
        raise NoBounce("too_large")
    mail = message_from_bytes(raw, policy=policy.default)
    subject_id = _ours(mail, settings, to=to)
    _refuse_what_is_no_report(mail)
    return Bounce(subject_id, _status(mail))


def _ours(mail: EmailMessage, settings: Settings, *, to: str) -> UUID:
    for address in _addresses(mail, to):
        if found := PATH.match(address):
            subject_id = UUID(found[1])
            real = bounce_address(subject_id, settings)
            if hmac.compare_digest(real.lower().encode(), address.lower().encode()):
                return subject_id
            raise NoBounce("forged")
    raise NoBounce("not_ours")


def _addresses(mail: EmailMessage, to: str) -> Iterator[str]:
    if to:
        yield to
        return
    for name in ADDRESSED:
        values = [str(value) for value in mail.get_all(name, [])]
        yield from (address for _, address in getaddresses(values))


def _refuse_what_is_no_report(mail: EmailMessage) -> None:
    """Machines that answer mails, and lists, do not report in this form."""
    path = str(mail.get("Return-Path", "<>")).strip()
    if path not in ("<>", ""):
        raise NoBounce("has_a_sender")
    if mail.get_content_type() != "multipart/report":
        raise NoBounce("no_report")
    if mail.get_param("report-type") != "delivery-status":
        raise NoBounce("another_report")


def _status(mail: EmailMessage) -> str:
    for block in _blocks(mail):
        action = str(block.get("Action", "")).strip().lower()
        found = STATUS.match(str(block.get("Status", "")).strip())
        if action == "failed" and found and found[1] == "5":
            return found[0]
    raise NoBounce("not_failed")


def _blocks(mail: EmailMessage) -> Iterator[Message]:
    """Yield the groups of fields, one for each recipient that is reported on."""
    for part in mail.walk():
        if part.get_content_type() == REPORT and part.is_multipart():
            yield from part.get_payload()  # type: ignore[misc]
