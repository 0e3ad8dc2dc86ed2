"""Short ways to write records and to look for them."""

from service.actions.searching import search_records
from tests.house import NOW, seed, sending


def written(house, *, kind="minutes", to=None, **answers):
    """Save a short record that says this; return its id."""
    said = {**SHORT[kind], **answers}
    wish = sending(**(to or {}))
    return house.submit(kind, answers=said, sending=wish).record_id


def found(house, words="", *, actor=None, **filters):
    """Return the ids of the records that are found, in order."""
    page = search_records(
        house.tools, actor or house.actor, {"words": words, **filters}, now=NOW
    )
    assert page.count == len(page.records)
    return [record.id for record in page.records]


SHORT = {
    "minutes": {
        "group": "Temagrupp",
        "held_on": "2020-06-16",
        "secretary": "Ida Broman",
        "attendance": [{"name": "Ida Broman"}],
        "items": [{"heading": "Bemanning"}],
    },
    "notes": seed("notes"),
    "mandate": seed("mandate"),
}
