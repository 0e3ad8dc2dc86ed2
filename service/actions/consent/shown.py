"""What somebody had before them when they answered, as a hash that pins it."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import rfc8785
from sqlalchemy.orm import Session

from service.actions.consent_texts import text_for
from service.core.consent_text import ConsentText
from service.kinds.consent import KIND
from service.kinds.consent.model import Consent


@dataclass(frozen=True, slots=True)
class Shown:
    """The information text in the reader's language, beside the question itself."""

    text: ConsentText
    question_sha256: str

    @property
    def sha256(self) -> str:
        """Return what pins both, in this language: SHA-256 over canonical JSON."""
        pinned = {
            "language": self.text.language,
            "question": self.question_sha256,
            "text": self.text.sha256,
        }
        return sha256(rfc8785.dumps(pinned)).hexdigest()


def shown(
    session: Session, organisation_id: UUID, model: Consent, *, language: str
) -> Shown:
    """Return what a reader of this language is shown now."""
    question = sha256(rfc8785.dumps(KIND.write(model))).hexdigest()
    return Shown(text_for(session, organisation_id, language), question)
