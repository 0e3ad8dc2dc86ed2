"""What waits stands on the start page, the most pressing first, and names no child."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.consent.board import Wait, waiting_consents
from service.core.permits import Role
from service.web import create_app
from tests.consent.asking import KARIM, SARA, answer, asked
from tests.consent.desk import NO, YES
from tests.house import NOW
from tests.links import clock
from tests.web.browser import Browser


def board(house, *, now=NOW, actor=None):
    found = waiting_consents(house.tools, actor or house.actor, now=now)
    return [(one.name, one.why) for one in found]


def test_what_was_asked_just_now_waits_for_nobody(small_house):
    asked(small_house)

    assert board(small_house) == []


def test_the_most_pressing_stands_first(small_house):
    asked(small_house, reference="B-1")
    refused = asked(small_house, reference="B-2")
    answer(small_house, refused, SARA, *NO)
    later = NOW + timedelta(days=5)

    assert board(small_house, now=later) == [
        ("B-2", Wait.REFUSED),
        ("B-1", Wait.UNANSWERED),
    ]


@pytest.mark.parametrize(("days", "listed"), [(29, True), (32, False)])
def test_what_ends_within_thirty_days_is_told(small_house, days, listed):
    ends = (NOW + timedelta(days=days)).date().isoformat()
    record_id = asked(small_house, valid_to=ends, reference="B-1")
    for name in (SARA, KARIM):
        answer(small_house, record_id, name, *YES)

    assert board(small_house) == ([("B-1", Wait.ENDING)] if listed else [])


def test_only_who_may_read_it_sees_that_it_waits(small_house):
    refused = asked(small_house)
    answer(small_house, refused, SARA, *NO)
    stranger = small_house.actor_of("maja.lind")

    for role, count in ((Role.REGISTRAR, 1), (Role.EDITOR, 0), (Role.AUDITOR, 0)):
        actor = replace(stranger, roles=frozenset({role}))
        assert len(board(small_house, actor=actor)) == count


def test_the_start_page_names_no_child(small_house):
    refused = asked(small_house, now=clock())
    answer(small_house, refused, SARA, *NO, now=clock())
    browser = Browser(create_app(small_house.tools).test_client()).sign_in()
    browser.open("/")

    assert "Samtycke BUN-2026-0142" in browser.text
    assert "Alma" not in browser.text
