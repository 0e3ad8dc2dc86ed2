"""Who has a protected identity, taken out of what is written down for others."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.records import Recipient
from service.core.register import PROTECTED
from service.document.words import Words
from service.store import recipients
from service.store.recipients import Protected
from service.store.tables.register import PersonRow


@dataclass(frozen=True, slots=True)
class Mask:
    """Puts `instead` in the place of protected people's names, whoever may see them."""

    names: re.Pattern[str]
    hidden: Protected
    instead: str

    def __call__(self, text: str) -> str:
        return self.names.sub(self.instead, text)

    def recipient(self, to: Recipient) -> dict[str, str]:
        """Return name and address, or neither."""
        if self.hidden.holds(to):
            return {"name": self.instead, "email": ""}
        return {"name": self(to.name), "email": to.email}


def mask_of(session: Session, words: Words) -> Mask:
    """Return the mask for the organisation that the session sees."""
    wanted = select(PersonRow.name).where(PersonRow.protected.is_(True))
    names = sorted(filter(None, session.scalars(wanted)), key=len, reverse=True)
    pattern = "|".join(map(re.escape, names))
    whole = re.compile(rf"\b(?:{pattern})\b" if names else r"(?!)", re.IGNORECASE)
    return Mask(whole, recipients.protected(session), words.say(PROTECTED))
