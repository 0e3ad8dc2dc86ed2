"""What staff do about a consent, as a test lets them: look, write down, decide."""

from typing import Any

from service.actions.consent import recording
from service.actions.consent.following import follow
from service.core.consent_views import Followed, Person
from tests.consent.asking import SARA, case_of
from tests.house import NOW

YES, NO = ("yes", "yes", "yes"), ("no", "no", "no")


def person(house, record_id, name=SARA):
    """Return the row of who takes part by that name."""
    case = case_of(house, record_id)
    place = [one.name for one in case.model.guardians].index(name)
    return case.participants[place]


def seen(house, record_id, *, now=NOW) -> Followed:
    return follow(house.tools, house.actor, record_id, now=now)


def one(house, record_id, name=SARA, *, now=NOW) -> Person:
    [found] = [p for p in seen(house, record_id, now=now).people if p.name == name]
    return found


def written(*said: str, **changes: Any) -> dict[str, Any]:
    """Return what staff write down: the answer for each party, taken by phone."""
    choices = [
        {"answer": answer, "information": information.split()}
        for answer, _, information in (one.partition(" ") for one in said)
    ]
    return {
        "route": "oral",
        "choices": choices,
        "answered_on": NOW.date().isoformat(),
        "witness": "Maria Ek",
        "note": "Ringde upp",
        "turn": 1,
        **changes,
    }


def record(house, record_id, name, *said, actor=None, now=NOW, **changes: Any):
    """Write an answer down, or a withdrawal where nothing is said."""
    who, by = person(house, record_id, name).id, actor or house.actor
    take_in = recording.record_answer if said else recording.record_withdrawal
    given = written(*said, **changes)
    if not said:
        del given["choices"]
    return take_in(house.tools, by, record_id, who, given, now=now)
