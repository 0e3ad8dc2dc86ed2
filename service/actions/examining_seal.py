"""Is the seal in order? A certificate that runs out must not surprise anybody."""

import logging
from datetime import datetime, timedelta

from service.actions.consent.renewing import due, expired
from service.core.day import home_day
from service.core.errors import GiveUp, Refused, TryLater
from service.document.blocks import Document, Letterhead, Paragraph
from service.settings import Settings
from service.settings.seal import SealSettings
from service.settings.seal_level import Level
from service.tools import Tools

A_WEEK = timedelta(days=7)
log = logging.getLogger(__name__)
NOBODY = Letterhead("Handslag", "", "Handslag", (), "", "{page} ({pages})")
TRIAL = Document("Provsigill", "sv", NOBODY, (Paragraph("Prov"),))


def warn_of_the_end(settings: Settings, *, now: datetime) -> None:
    """Log an error when the certificate ends within 30 days, or has ended."""
    if settings.seal.ends_soon(now=now):
        log.error("SEAL_CERTIFICATE ends on %s: renew it", _last_day(settings.seal))


def examine_seal(tools: Tools, now: datetime) -> str:
    """Seal a page and look at it. Returns whose seal it is, and until when.

    Raises Refused when the certificate is out of date or soon will be, or when a seal
    made with it would not hold.
    """
    seal = tools.settings.seal
    if not seal.is_valid(now=now):
        raise Refused(f"the certificate of {seal.name} is not valid today")
    if seal.ends_soon(now=now):
        raise Refused(f"the certificate of {seal.name} ends on {_last_day(seal)}")
    page = tools.renderers["pdf"](TRIAL, now=now)
    sealed = tools.sealer.seal(
        page, reason="Prov", label="Prov", now=now, most=Level.B_B
    )
    found = tools.sealer.inspect(sealed, now=now)
    if not found.holds:
        raise Refused(f"a seal was made, but does not hold: {found.flaw}")
    return f"{seal.name}, until {_last_day(seal)}"


def examine_stamping(tools: Tools, now: datetime) -> str:
    """Ask the timestamp service, where there is one, and check its answer.

    Raises Refused when it does not answer, or is not believed.
    """
    url = tools.settings.seal.tsa_url
    if not url:
        return "seals carry our own time alone"
    try:
        tools.sealer.ask_the_time(now=now)
    except TryLater as problem:
        raise Refused("the timestamp service does not answer as it should") from problem
    return "the timestamp service answers"


def examine_lasting(tools: Tools, now: datetime) -> str:
    """Seal a page that is to last, where seals are, and see whether some are overdue.

    Raises Refused when a service does not answer as it should, when a certificate was
    revoked, and when files wait to be renewed for more than a week, or came too late.
    """
    if not tools.settings.seal.is_long_term:
        return "not set up: SEAL_LONG_TERM"
    if late := expired(tools, now=now):
        raise Refused(f"{late} seals were not renewed before their certificate ended")
    page = tools.renderers["pdf"](TRIAL, now=now)
    try:
        sealed = tools.sealer.seal(page, reason="Prov", label="Prov", now=now)
    except (TryLater, GiveUp) as problem:
        raise Refused(f"a seal cannot be made to last: {problem.code}") from problem
    if overdue := len(due(tools, now=now - A_WEEK)):
        raise Refused(f"{overdue} seals should have been renewed")
    until = home_day(tools.sealer.renew_at(sealed)).isoformat()
    return f"seals of today last, and are renewed on {until}"


def _last_day(seal: SealSettings) -> str:
    return home_day(seal.ends).isoformat()
