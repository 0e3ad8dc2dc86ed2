"""Where an e-ID is required, no code takes its place, but for who has no number."""

import pytest

from service.actions.codes import send_code
from service.actions.consent.answering import answer
from service.actions.consent.demanding import EidNeeded
from service.settings import Settings
from service.wiring import open_tools
from tests.consent.asking import KARIM, let_in, token_of
from tests.consent.eid.holders import eid, holder_of
from tests.links import HERE, clock
from tests.web.browser import form_on

YES = ("yes", "yes", "yes")


def test_no_code_is_sent_and_the_door_says_what_opens(strict, broker):
    sara = holder_of(strict, broker)
    page = sara.browser.open(f"/c/{sara.token}")
    assert 'action="/c/codes"' not in page.html
    assert "när du har legitimerat dig" in page.text

    with pytest.raises(EidNeeded):
        send_code(strict.tools, sara.token, browser=HERE, now=clock())


def test_a_code_asked_for_anyway_leads_back_to_the_door(strict, broker):
    sara = holder_of(strict, broker)
    sara.browser.open(f"/c/{sara.token}")
    mark = form_on(sara.browser.html).fields["link"]

    page = sara.browser.post("/c/codes", {"link": mark})
    assert (page.status, page.page.location) == (303, "/c")
    assert 'action="/c/eid"' in page.open("/c").html


def test_the_e_id_opens_and_the_answer_counts(strict, broker):
    sara = holder_of(strict, broker)
    assert "Alma" in sara.identify().text

    at = clock()
    door = {"browser": sara.secret, "language": "sv", "now": at}
    assert answer(strict.tools, sara.token, sara.answer(*YES, now=at), **door).was_new


def test_who_has_no_number_answers_by_code(strict, broker):
    sara = holder_of(strict, broker)
    karim = token_of(strict, sara.record_id, KARIM)

    assert let_in(strict, karim, now=clock()) == karim


def test_a_code_from_before_is_not_enough_any_more(small_house, broker):
    sara = holder_of(small_house, broker)
    at = clock()
    let_in(small_house, sara.token, now=at)
    stricter = {
        "VAR_DIR": str(small_house.settings.var),
        "DATABASE_URL": small_house.settings.database_url,
        "REDIS_URL": small_house.settings.redis_url,
        **eid(broker, EID_REQUIRED="required"),
    }
    tools = open_tools(Settings.from_env(stricter))
    door = {"browser": HERE, "language": "sv", "now": at}
    with pytest.raises(EidNeeded):
        answer(tools, sara.token, sara.answer(*YES, now=at), **door)
    tools.close()
