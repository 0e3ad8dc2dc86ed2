"""Which days a consent may name on the day that it is asked for."""

from datetime import date

from service.core.errors import Problems, merged
from service.core.identity import birthday
from service.core.sentence import Sentence
from service.kinds.consent.ages import ages_on
from service.kinds.consent.model import Consent, Guardian

CHECKED_ANEW = 2  # years after which one looks again who has custody
NOT_YET = Sentence("This day has not come yet.")


def problems_on(consent: Consent, today: date) -> Problems:
    """Return what cannot be on that day, at the path of each field."""
    rows: Problems = {
        n: {"custody_checked_on": [NOT_YET]}
        for n, one in enumerate(consent.guardians)
        if one.custody_checked_on > today
    }
    found: Problems = {"guardians": rows} if rows else {}
    return merged(ages_on(consent, today), found, _of_the_end(consent, today))


def was_checked_long_ago(guardian: Guardian, today: date) -> bool:
    """Whether custody may have changed since somebody looked."""
    return birthday(guardian.custody_checked_on, turns=CHECKED_ANEW) < today


def _of_the_end(consent: Consent, today: date) -> Problems:
    if consent.valid_to >= today:
        return {}
    return {"valid_to": [Sentence("This day is over. The consent would end unasked.")]}
