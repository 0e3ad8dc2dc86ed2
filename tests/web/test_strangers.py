"""Nobody sees a page of the staff's without having signed in, whatever it does."""

from uuid import uuid4

import pytest

from service.core.needs import act_of
from service.core.permits import Act

FILLED = {
    "kind": "minutes",
    "revision": 1,
    "form": "pdf",
    "format": "pdf",
    "number": 1,
    "asked": 1,
}


@pytest.fixture
def staff_rules(app):
    acts = {name: act_of(view) for name, view in app.view_functions.items()}
    rules = app.url_map.iter_rules()
    return [rule for rule in rules if acts[rule.endpoint] is not Act.ANYBODY]


def test_every_page_of_the_staff_turns_a_stranger_away(app, staff_rules):
    asked = [rule for rule in staff_rules if "GET" in rule.methods]
    seen = {
        rule.rule: app.test_client().get(_address(rule)).status_code for rule in asked
    }

    assert len(seen) > 20
    assert {address: code for address, code in seen.items() if code != 401} == {}


def _address(rule):
    values = {name: FILLED.get(name, uuid4()) for name in rule.arguments}
    _, address = rule.build(values)
    return address
