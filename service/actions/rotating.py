"""Exchange the key that wraps the data keys, while everybody goes on working."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from service.core.errors import Erased, KeyMissing, Tampered
from service.core.sentence import Sentence
from service.tools import Tools

UNREADABLE = "(damaged)"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """`known` are the ids in ENCRYPTION_KEYS, the one in use first; `used` counts."""

    known: tuple[str, ...]
    used: Counter[str]

    @property
    def current(self) -> str:
        return self.known[0]

    @property
    def missing(self) -> dict[str, int]:
        """How many data keys cannot be opened, by the id of what wraps them."""
        return {name: n for name, n in self.used.items() if name not in self.known}

    @property
    def outdated(self) -> int:
        """How many data keys an older key still wraps."""
        return sum(self.used[name] for name in self.known[1:])


@dataclass(frozen=True, slots=True)
class Step:
    """`wrong` is empty for a data key that the key in use wraps now."""

    subject: UUID
    done: int
    total: int
    wrong: Sentence


def wrapping(tools: Tools) -> Wrapping:
    """Return which keys wrap how many data keys."""
    subjects = tools.vault.shelf.subjects()
    used = Counter(name for subject in subjects for name in _wrapped_by(tools, subject))
    return Wrapping(tuple(tools.vault.keyring.keys), used)


def rotate(tools: Tools) -> Iterator[Step]:
    """Wrap every data key with the first of the keys; yield a step for each.

    The service goes on reading meanwhile. Stopped half-way, it goes on when it is
    begun again. Data keys themselves stay, and with them all that they sealed.
    """
    subjects = list(tools.vault.shelf.subjects())
    for done, subject in enumerate(subjects, start=1):
        yield Step(subject, done, len(subjects), _rewrap(tools, subject))


def _rewrap(tools: Tools, subject: UUID) -> Sentence:
    try:
        tools.vault.rewrap(subject)
    except Erased:  # while we were at it
        return Sentence("")
    except (KeyMissing, Tampered) as problem:
        return problem.said
    return Sentence("")


def _wrapped_by(tools: Tools, subject: UUID) -> Iterator[str]:
    try:
        yield tools.vault.shelf.get(subject).key_id
    except Tampered:
        yield UNREADABLE
    except (Erased, KeyMissing):
        return  # destroyed while we counted
