"""What a relay's answer means for a job: RFC 5321, and RFC 3463 for the reasons.

Each function takes the answer of one phase and either returns or raises the error
that says what happens next.
"""

import smtplib
from typing import NoReturn

from service.core.errors import GiveUp, HoldQueue, TryLater

Reply = tuple[int, bytes]

CAUSES = {450: "greylisted", 451: "greylisted", 452: "too_large", 552: "too_large"}
TEMPORARY, PERMANENT = 4, 5


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
    _expect(reply, phase="sender", good=(250,))


def on_recipient(reply: Reply) -> None:
    _expect(reply, phase="recipient", good=(250, 251))


def on_data(reply: Reply) -> None:
    _expect(reply, phase="data", good=(354,))


def after_dot(reply: Reply) -> str:
    _expect(reply, phase="content", good=(250,))
    return str(reply[0])


def _expect(reply: Reply, *, phase: str, good: tuple[int, ...]) -> None:
    if reply[0] not in good:
        _refuse(reply[0], phase)


def _refuse(code: int, phase: str) -> NoReturn:
    said = f"{phase}_{code}"
    if code in CAUSES:
        raise TryLater(said, cause=CAUSES[code])
    if code // 100 == PERMANENT:
        raise GiveUp(said)
    raise TryLater(said, cause="connection")
