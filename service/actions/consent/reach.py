"""How those who take part are reached: by the web, on paper, or not at all."""

from service.core.consent_views import Reach
from service.kinds.consent.model import Consent, Guardian, Party


def reach_of(asks: Consent, guardian: Guardian) -> Reach:
    """Return how a guardian is reached; the question goes to none who do not decide."""
    if not asks.decides(guardian):
        return Reach.NOBODY
    if guardian.protected or asks.child_protected:
        return Reach.PROTECTED
    return Reach.MAIL if guardian.has_web else Reach.PAPER


def reach_of_child(asks: Consent) -> Reach:
    if asks.child_protected:
        return Reach.PROTECTED
    return Reach.MAIL if asks.child_email else Reach.PAPER


def reach_of_party(asks: Consent, party: Party) -> Reach:
    """Return how a party is told what applies: by staff, where no mail goes there."""
    if asks.child_protected:
        return Reach.PROTECTED
    return Reach.MAIL if party.email else Reach.NOBODY
