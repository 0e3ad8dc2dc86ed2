"""What somebody had before them when they answered, as hashes that pin it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import rfc8785
from sqlalchemy.orm import Session

from service.actions.consent_texts import text_for
from service.core.consent_text import ConsentText
from service.core.errors import Refused
from service.core.languages import MASTER
from service.core.sentence import Sentence
from service.kinds.consent import KIND
from service.kinds.consent.model import Consent


class BeingTranslated(Refused):
    """The Swedish text has changed, and this language does not say so yet."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The Swedish text has changed, and your language does not say so yet."
                " Nothing has been saved."
            )
        )


@dataclass(frozen=True, slots=True)
class Pin:
    """What an event keeps of it: `sha256` of all as shown, `kept` of each part."""

    language: str
    sha256: str
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """The text in the reader's language, the Swedish one that binds, the question."""

    text: ConsentText
    swedish: ConsentText
    question_sha256: str

    @property
    def is_stale(self) -> bool:
        """Whether the translation renders an older Swedish text than today's."""
        return self.text.is_older_than(self.swedish)

    @property
    def kept(self) -> dict[str, str]:
        return {
            "question": self.question_sha256,
            "swedish": self.swedish.sha256,
            "text": self.text.sha256,
        }

    @property
    def sha256(self) -> str:
        """Return what pins all, in this language: SHA-256 over canonical JSON."""
        pinned = {"language": self.text.language, **self.kept}
        return sha256(rfc8785.dumps(pinned)).hexdigest()

    @property
    def pin(self) -> Pin:
        return Pin(self.text.language, self.sha256, self.kept)


def shown(
    session: Session, organisation_id: UUID, model: Consent, *, language: str
) -> Shown:
    """Return what a reader of this language is shown now. It may be stale."""
    question = sha256(rfc8785.dumps(KIND.write(model))).hexdigest()
    return Shown(
        text_for(session, organisation_id, language),
        text_for(session, organisation_id, MASTER),
        question,
    )


def shown_to_reader(
    session: Session, organisation_id: UUID, model: Consent, *, language: str
) -> Shown:
    """As `shown`, for who reads by themselves. Raises BeingTranslated for a stale text:
    nobody answers what is not asked any more."""
    found = shown(session, organisation_id, model, language=language)
    if found.is_stale:
        raise BeingTranslated
    return found


def shown_by_staff(
    session: Session, organisation_id: UUID, model: Consent, *, language: str
) -> Shown:
    """Return what staff hand out or explain now.

    It is Swedish alone while the language is being translated: somebody is there to
    explain it, and no older text is ever answered.
    """
    found = shown(session, organisation_id, model, language=language)
    if not found.is_stale:
        return found
    return Shown(found.swedish, found.swedish, found.question_sha256)
