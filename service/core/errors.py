"""Every problem this service expects. Each door answers them in its own way."""

from collections.abc import Mapping
from typing import Any

from service.core.sentence import Sentence

Problems = Mapping[str | int, Any]


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


class Locked(Unavailable):
    """Somebody else is changing the same thing, and takes too long about it."""


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
