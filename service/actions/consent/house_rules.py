"""What the settings of this service let nobody ask for, though its form takes it."""

from datetime import date

from service.actions.consent.real_people import test_numbers_in
from service.core.errors import Problems, merged
from service.core.sentence import Sentence
from service.kinds.consent.model import Consent
from service.settings import Settings


def against_house_rules(settings: Settings, consent: Consent, today: date) -> Problems:
    """Return what cannot be asked for here on that day, at the path of each field."""
    return merged(
        test_numbers_in(settings, consent), _too_long(settings, consent, today)
    )


def _too_long(settings: Settings, consent: Consent, today: date) -> Problems:
    begins = max(consent.valid_from or today, today)
    last = settings.validity.longest_from(begins)
    if consent.valid_to <= last:
        return {}
    said = Sentence(
        "A consent may not last longer than until {last} here.", last=last.isoformat()
    )
    return {"valid_to": [said]}
