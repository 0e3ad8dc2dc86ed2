"""Somebody in the register."""

from service.actions.register import save_person
from tests.house import NOW


def person(house, name, email, *, protected=False, person_id=None):
    """Save somebody as the house's actor does; return their id."""
    answers = {"name": name, "email": email, "language": "sv", "protected": protected}
    saved = save_person(house.tools, house.actor, answers, person_id=person_id, now=NOW)
    return saved.person.id
