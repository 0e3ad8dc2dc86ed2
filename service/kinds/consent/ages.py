"""How old everybody may be on the day that a consent is asked for."""

from collections.abc import Iterable
from datetime import date

from service.core.consent import Rule
from service.core.errors import Problems
from service.core.identity import OF_AGE, birthday, born
from service.core.sentence import Sentence
from service.kinds.consent.model import Consent, Custody, Guardian

OLDEST = 26  # years; somebody of age decides alone, and past this the day is mistyped
YOUNGEST_PARENT = 13  # years, when the child is born: parents may be under 18
MONTHS_BEFORE = 6  # how early it is said that the child will soon decide alone


def ages_on(consent: Consent, today: date) -> Problems:
    """Return who is too old or too young on that day, at the path of each field."""
    rows = {
        n: _of_guardian(one, consent, today) for n, one in enumerate(consent.guardians)
    }
    found = {
        "child_identity": _of_child(consent, today),
        "guardians": {n: said for n, said in rows.items() if said},
    }
    return {name: said for name, said in found.items() if said}


def is_soon_of_age(consent: Consent, today: date) -> bool:
    """Whether the child turns 18 within half a year, or while the consent lasts."""
    adult_on = consent.adult_on
    if adult_on is None or consent.rule is Rule.CHILD:
        return False
    soon = (adult_on - today).days <= MONTHS_BEFORE * 30
    return soon or adult_on <= consent.valid_to


def _of_child(consent: Consent, today: date) -> list[Sentence]:
    day = consent.born
    if day is None:
        return []
    begins = max(consent.valid_from or today, today)
    rows = (
        (day > today, Sentence("This day has not come yet.")),
        (
            birthday(day, turns=OLDEST) <= today,
            Sentence("That is no child. Is the year right?"),
        ),
        (
            birthday(day, turns=OF_AGE) <= begins and consent.rule is not Rule.CHILD,
            Sentence("Whoever is 18 decides alone: guardians do not."),
        ),
    )
    return _first(rows)


def _of_guardian(guardian: Guardian, consent: Consent, today: date) -> Problems:
    """A parent may be young; who has been appointed is of age."""
    day = born(guardian.identity)
    if day is None:
        return {}
    is_appointed = guardian.custody is Custody.APPOINTED
    least = OF_AGE if is_appointed else YOUNGEST_PARENT
    by = today if is_appointed else consent.born or today
    rows = (
        (day > today, Sentence("This day has not come yet.")),
        (
            birthday(day, turns=least) > by,
            Sentence("A guardian cannot be so young. Is the year right?"),
        ),
    )
    said = _first(rows)
    return {"identity": said} if said else {}


def _first(rows: Iterable[tuple[bool, Sentence]]) -> list[Sentence]:
    return [said for is_so, said in rows if is_so][:1]
