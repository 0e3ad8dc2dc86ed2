"""Short ways to write records and to look for them."""

from service.actions.searching import search_records
from service.core.search import FoundRecords
from tests.house import NOW, seed, sending


def written(house, kind="minutes", *, to=None, now=NOW, **answers):
    """Save a short record that says this; return its id."""
    said = {**SHORT[kind], **answers}
    return house.submit(
        kind, answers=said, sending=sending(**(to or {})), now=now
    ).record_id


def page_of(house, words="", *, actor=None, **filters) -> FoundRecords:
    who = actor or house.actor
    return search_records(house.tools, who, {"words": words, **filters}, now=NOW)


def found(house, words="", *, actor=None, **filters):
    """Return the ids of the records that are found, in order."""
    page = page_of(house, words, actor=actor, **filters)
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
