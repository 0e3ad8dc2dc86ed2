"""The mails that lead to a consent: nothing in them says whom it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.core.consent import Role
from service.core.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ConsentMail:
    """Which templates say it, and under which subject."""

    template: str
    subject: Sentence


ASKED = ConsentMail("consent_asked", Sentence("A question for you to answer"))
MAILS: Mapping[Role, ConsentMail] = {
    Role.GUARDIAN: ASKED,
    Role.CHILD: ASKED,
    Role.RECEIVER: ConsentMail("consent_applies", Sentence("A consent has changed")),
}
