"""What a relay's answer means for a job: RFC 5321, and RFC 3463 for the reasons.

Each function takes the answer of one phase and either returns or raises the error
that says what happens next.
"""

import smtplib
from typing import NoReturn

from service.core.errors import GiveUp, HoldQueue, OutcomeUnknown, TryLater

Reply = tuple[int, bytes]

CAUSES = {450: "greylisted", 451: "greylisted", 452: "too_large", 552: "too_large"}
# What counts is the first digit (RFC 5321 4.2.1): a relay may say 250, 251 or 200.
DONE, GO_ON, TEMPORARY, PERMANENT = 2, 3, 4, 5


def on_login(server: smtplib.SMTP, user: str, password: str) -> None:
    """Log in; a refused login is ours to mend, so it stops the queue."""
    try:
        server.login(user, password)
    except smtplib.SMTPAuthenticationError as problem:
        if problem.smtp_code // 100 == TEMPORARY:
            raise TryLater(f"login_{problem.smtp_code}", cause="connection") from None
        raise HoldQueue(f"login_{problem.smtp_code}") from None


def on_sender(reply: Reply) -> None:
    code = reply[0]
    if code // 100 == PERMANENT and code not in CAUSES:
        raise HoldQueue(f"sender_{code}")
    _expect(reply, phase="sender", good=DONE)


def on_recipient(reply: Reply) -> None:
    _expect(reply, phase="recipient", good=DONE)


def on_data(reply: Reply) -> None:
    _expect(reply, phase="data", good=GO_ON)


def after_dot(reply: Reply) -> str:
    """Return the answer. Gibberish leaves open what has become of the letter."""
    if reply[0] // 100 not in (DONE, TEMPORARY, PERMANENT):
        raise OutcomeUnknown("no_answer_after_dot")
    _expect(reply, phase="content", good=DONE)
    return str(reply[0])


def _expect(reply: Reply, *, phase: str, good: int) -> None:
    if reply[0] // 100 != good:
        _refuse(reply[0], phase)


def _refuse(code: int, phase: str) -> NoReturn:
    said = f"{phase}_{code}"
    if code in CAUSES:
        raise TryLater(said, cause=CAUSES[code])
    if code // 100 == PERMANENT:
        raise GiveUp(said)
    raise TryLater(said, cause="connection")
