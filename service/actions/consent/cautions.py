"""What staff are asked to look at twice before a consent is asked for."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from service.actions.consent_texts import text_for
from service.core.actor import Actor
from service.core.doubts import doubts
from service.core.register import Organisation
from service.core.sentence import Sentence
from service.kinds.consent.ages import is_soon_of_age
from service.kinds.consent.days import was_checked_long_ago
from service.kinds.consent.model import Consent, Custody, Guardian


def of_custody(one: Guardian, today: date) -> tuple[Sentence, ...]:
    """DOMAIN C12: what was right when somebody looked need not be right any more."""
    if not was_checked_long_ago(one, today):
        return ()
    return (Sentence("Custody was checked more than two years ago. Check it again."),)


def of_address(
    email: str, mailboxes: list[str], owner: Organisation
) -> Iterator[Sentence]:
    yield from doubts(email)
    if mailboxes.count(email.casefold()) > 1:
        yield Sentence(
            "Two people share this mailbox. Each gets a link of their own, and each can"
            " read what the other gets."
        )
    domain = email.rpartition("@")[2].casefold()
    if owner.email and domain == owner.email.rpartition("@")[2].casefold():
        yield Sentence(
            "The address is one of your own organisation's. Is it the right one?"
        )


def of_text(session: Session, actor: Actor, language: str) -> Iterator[Sentence]:
    text = text_for(session, actor.organisation_id, language)
    if not text.is_master and not text.reviewed_by:
        yield Sentence("Nobody who knows the language has reviewed the text.")


NOT_APPROVED = Sentence("No lawyer has approved the text that the guardians read.")
NO_OFFICER = Sentence(
    "The organisation has not said how to reach its data protection officer. Guardians"
    " have a right to know it."
)
SOON_OF_AGE = Sentence(
    "The child turns 18 before long. From that day the guardians' answers do not count."
)
ONLY_ONE = Sentence("Custody is joint, and only one guardian is asked.")
MORE_THAN_ONE = Sentence("One guardian has sole custody, and others are asked as well.")
NOBODY_TOLD = Sentence("None of those who share is told by mail what applies.")
COULD_BE_FOUND = Sentence(
    "Others read the names of the units. Could they tell where the protected person"
    " lives?"
)


def warnings(
    asks: Consent, owner: Organisation, *, is_approved: bool, today: date
) -> Iterator[Sentence]:
    """Yield what is odd about the whole; nothing of it stands in the way."""
    custody = [one.custody for one in asks.guardians]
    is_told = not asks.child_protected and any(one.email for one in asks.parties)
    rows = (
        (not is_approved, NOT_APPROVED),
        (not owner.dpo_contact, NO_OFFICER),
        (is_soon_of_age(asks, today), SOON_OF_AGE),
        (custody == [Custody.JOINT], ONLY_ONE),
        (Custody.SOLE in custody and len(custody) > 1, MORE_THAN_ONE),
        (not is_told, NOBODY_TOLD),
        (asks.is_shielded, COULD_BE_FOUND),
    )
    return (said for is_so, said in rows if is_so)
