"""Every problem this service expects. Each door answers them in its own way."""

from collections.abc import Mapping
from typing import Any

from service.core.sentence import Sentence

Problems = Mapping[str | int, Any]


def merged(*found: Problems) -> dict[str | int, Any]:
    """Return all that was found; where two say something of one place, the first."""
    whole: dict[str | int, Any] = {}
    for problems in found:
        for place, said in problems.items():
            known = whole.get(place)
            if isinstance(known, Mapping) and isinstance(said, Mapping):
                whole[place] = merged(known, said)
            elif not known:
                whole[place] = said
    return whole


class ServiceError(Exception):
    """Something went wrong in a way we planned for; `said` is fit for a person."""

    def __init__(self, said: str = "") -> None:
        super().__init__(said)
        self.said = said if isinstance(said, Sentence) else Sentence(said)


class NotFound(ServiceError):
    """Nothing is known under that name, or it is not yours to see (404)."""


class Erased(NotFound):
    """What a job was about is gone, so there is nothing left to do."""

    code = "erased"


class Late(Erased):
    """What a job was about is over: said now, it would only puzzle."""

    code = "late"


class Tampered(NotFound):
    """What is stored is not what was sealed there: nobody gets it."""

    code = "tampered"


class Forbidden(ServiceError):
    """It is there, and they are known, but their role does not let them (403)."""


class Confidential(Forbidden):
    """A confidential record of the own organisation that they have no part in."""


class FreshSignInNeeded(ServiceError):
    """They may do it once they have shown again who they are (401)."""


UNTRUSTED = Sentence(
    "The answer of the sign-in service could not be trusted. Sign in again, and tell"
    " your administrator if it goes on."
)
DOWN = Sentence(
    "The sign-in service does not answer as it should. Try again in a moment."
)


class SignInFailed(ServiceError):
    """What comes back from the sign-in service does not fit, or proves nothing (400).

    `code` names the check that said no, for logs; it never holds a value.
    """

    def __init__(self, code: str, said: Sentence = UNTRUSTED) -> None:
        super().__init__(said)
        self.code = code


class SignInRefused(ServiceError):
    """They are who they say, but may not come in, or not like that (403)."""

    def __init__(self, code: str, said: Sentence) -> None:
        super().__init__(said)
        self.code = code


class TooMany(ServiceError):
    """Asked too often: wait `retry_after` seconds (429)."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(Sentence("That was too often. Wait a moment and try again."))
        self.retry_after = retry_after


class Refused(ServiceError):
    """The rules of the domain say no in the present state (409)."""


class Invalid(ServiceError):
    """The answers do not fit the form (422).

    `problems` is nested like the answers: field name or list index down to a list of
    `Sentence`s. The key `_schema` holds what concerns a whole object.
    """

    def __init__(self, problems: Problems) -> None:
        super().__init__(Sentence("Some answers need another look."))
        self.problems = problems


class Unavailable(ServiceError):
    """The database cannot be reached, or its disk is full: ask again soon (503)."""


class SignInDown(Unavailable):
    """The sign-in service does not answer, or not as agreed (503); `code` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(DOWN)
        self.code = code


class Locked(Unavailable):
    """Somebody else is changing the same thing, and takes too long about it."""


class KeyMissing(Unavailable):
    """What is stored is sound, but the key that opens it is not at hand."""

    code = "key_missing"
    cause = "connection"


class TryLater(ServiceError):
    """The outside world is busy; the same attempt may work later.

    `cause` names the retry schedule (see `service.core.jobs.SCHEDULES`).
    """

    def __init__(self, code: str, *, cause: str) -> None:
        super().__init__(code)
        self.code = code
        self.cause = cause


class GiveUp(ServiceError):
    """It will never work: trying again cannot help. `code` says why, without names."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class HoldQueue(ServiceError):
    """Our own set-up is wrong (a refused login): stop the queue, do not burn jobs."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Fenced(ServiceError):
    """Another worker owns the job now: drop the work at once, and write nothing."""


class Recalled(ServiceError):
    """The job is ours, but somebody has called it back: nothing may leave."""

    code = "recall"


class OutcomeUnknown(ServiceError):
    """The effect may have happened: the job becomes `uncertain`, never a retry."""
