"""What a consent rests on beside its answers: whose yes it takes, and how we know.

For staff of who asks, and for their own copy. None of it stands on what others get.
"""

from collections.abc import Iterator

from service.core.consent import Rule
from service.core.consent_views import Ground
from service.core.sentence import Sentence
from service.document import sections
from service.kinds.consent.form import CUSTODY, INFORMED, INTERPRETERS, RULES
from service.kinds.consent.model import Consent, Guardian, Interpreter

RULED = dict(RULES)
TOLD = dict(INFORMED)
HELD = dict(CUSTODY)
HELPED = dict(INTERPRETERS)


def grounds(consent: Consent) -> tuple[Ground, ...]:
    """Return what holds for the whole: the rule, why, and what the child knows."""
    return tuple(_that_say_something(_of_all(consent)))


def grounds_of(guardian: Guardian) -> tuple[Ground, ...]:
    """Return what holds for a guardian: custody, how it was checked, interpreter."""
    return tuple(_that_say_something(_of_one(guardian)))


def _of_all(consent: Consent) -> Iterator[Ground]:
    yield Ground(Sentence("Decided by"), RULED[consent.rule])
    yield Ground(Sentence("Left out"), _left_out(consent))
    yield Ground(Sentence("Why"), consent.rule_reason)
    if consent.asks_child:
        yield Ground(Sentence("The child answers by"), consent.child_policy)
    yield Ground(Sentence("The child is informed"), TOLD[consent.child_informed])
    yield Ground(Sentence("Informed how"), consent.child_informed_how)


def _of_one(guardian: Guardian) -> Iterator[Ground]:
    yield Ground(Sentence("Custody"), HELD[guardian.custody])
    day = guardian.custody_checked_on.isoformat()
    checked = sections.joined(guardian.custody_checked, day)
    yield Ground(Sentence("Custody checked"), checked)
    if guardian.interpreter is not Interpreter.NONE:
        yield Ground(Sentence("Interpreter"), HELPED[guardian.interpreter])
    yield Ground(Sentence("The interpreter's name"), guardian.interpreter_name)


def _left_out(consent: Consent) -> str:
    if consent.rule is not Rule.WITHOUT:
        return ""
    return ", ".join(one.name for one in consent.guardians if one.left_out)


def _that_say_something(found: Iterator[Ground]) -> Iterator[Ground]:
    return (one for one in found if one.value)
