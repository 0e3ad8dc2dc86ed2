"""What waits stands on the start page, the most pressing first, and names no child."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from service.actions.bouncing import note_bounced
from service.actions.consent.board import waiting_consents
from service.actions.consent.reminding import remind_due
from service.actions.consent.waiting import Wait
from service.actions.drafts import correct
from service.actions.scans.uploading import file_scan
from service.actions.submitting import submit_draft
from service.core.actor import SYSTEM
from service.core.consent_views import Stand
from service.core.permits import Role
from service.web import create_app
from tests.consent.asking import KARIM, SARA, answer, asked
from tests.consent.desk import NO, YES, one, person, record
from tests.consent.reading import asked_today
from tests.house import NOW
from tests.links import clock
from tests.paper.piles import blank
from tests.web.browser import Browser


def hand_in_scan(house, record_id):
    content = BytesIO()
    blank().save(content, "PNG")
    whose = person(house, record_id).id
    files, told = (
        [content.getvalue()],
        {"turn": person(house, record_id).answers + 1, "now": NOW},
    )
    file_scan(house.tools, house.actor, record_id, whose, files, **told)


def board(house, *, now=NOW, actor=None):
    found = waiting_consents(house.tools, actor or house.actor, now=now)
    return [(waiting.name, waiting.why) for waiting in found]


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
    refused = asked_today(small_house)
    answer(small_house, refused, SARA, *NO, now=clock())
    browser = Browser(create_app(small_house.tools).test_client()).sign_in()
    browser.open("/")

    assert "Samtycke BUN-2026-0142" in browser.text
    assert "Alma" not in browser.text


def test_each_reason_tells_how_many_wait_so(small_house):
    for number in range(3):
        asked(small_house, reference=f"B-{number}")
    found = waiting_consents(
        small_house.tools, small_house.actor, now=NOW + timedelta(days=5)
    )

    assert [(each.why, each.alike) for each in found] == [(Wait.UNANSWERED, 3)] * 3


def test_what_came_to_an_earlier_question_does_not_haunt_the_new_one(small_house):
    tools, actor = small_house.tools, small_house.actor
    record_id = asked(small_house, reference="B-1")
    with tools.begin(SYSTEM) as work:
        delivery_id = person(small_house, record_id).delivery_id
        note_bounced(tools, work, delivery_id, code="5.1.1", now=NOW)
    assert board(small_house) == [("B-1", Wait.BOUNCED)]

    draft = correct(tools, actor, record_id, now=NOW)
    submit_draft(tools, actor, draft.id, now=NOW)
    small_house.work()
    assert board(small_house) == []


def test_a_paper_that_comes_later_is_seen_and_nobody_is_reminded(small_house):
    """It may take back what was said: it is read, whatever the state."""
    record_id = asked(small_house, reference="B-1")
    for name in (SARA, KARIM):
        answer(small_house, record_id, name, *YES)
    hand_in_scan(small_house, record_id)
    assert board(small_house) == [("B-1", Wait.SCANNED)]

    record(small_house, record_id, SARA, turn=2)
    assert board(small_house) == []


def test_no_reminder_leaves_while_paper_waits_to_be_read(small_house):
    record_id = asked(small_house)
    hand_in_scan(small_house, record_id)

    assert one(small_house, record_id).stand is Stand.SCANNED
    assert one(small_house, record_id).remind_at is None
    assert remind_due(small_house.tools, now=NOW + timedelta(days=5)) == 1
