"""What can be said of a file that somebody shows us, and nothing personal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.core.sentence import Sentence

LARGEST = 20_000_000  # bytes of a file that is looked at


class Verdict(StrEnum):
    GENUINE = "genuine"
    KNOWN = "known"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    NOT_OURS = "not ours"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyVerdict:
    """`organisation` and `made_at` are told of files that were made here.

    `sealed_at` is told of seals of ours, whoever shows them.
    """

    verdict: Verdict
    organisation: str = ""
    made_at: datetime | None = None
    sealed_at: datetime | None = None

    @property
    def is_genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE

    @property
    def title(self) -> Sentence:
        return SAID[self.verdict][0]

    @property
    def meaning(self) -> Sentence:
        return SAID[self.verdict][1]


SAID: Mapping[Verdict, tuple[Sentence, Sentence]] = {
    Verdict.GENUINE: (
        Sentence("This is the right copy"),
        Sentence("It has our seal, and nothing in it has been changed since."),
    ),
    Verdict.KNOWN: (
        Sentence("This file was made here"),
        Sentence("Nothing in it has been changed. It has no seal that can be checked."),
    ),
    Verdict.UNKNOWN: (
        Sentence("It has our seal, but it is not kept here"),
        Sentence(
            "Nothing in it has been changed since it was sealed, but the file is not"
            " among those that are kept here today. Ask whoever gave it to you."
        ),
    ),
    Verdict.CHANGED: (
        Sentence("The file has been changed"),
        Sentence(
            "It was sealed here, but something has been changed or added since. Do not"
            " rely on it. Ask for a new copy."
        ),
    ),
    Verdict.NOT_OURS: (
        Sentence("The file does not come from here"),
        Sentence(
            "It has no seal of ours, and no such file is kept here. A copy that was"
            " scanned, converted or saved anew looks like that, too: try with the file"
            " as you got it."
        ),
    ),
    Verdict.UNREADABLE: (
        Sentence("The file cannot be read"),
        Sentence(
            "It is no whole PDF. Something may have got lost on the way: fetch it once"
            " more and try again."
        ),
    ),
}
