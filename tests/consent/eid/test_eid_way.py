"""The way to the broker and back: for one browser, one link and one time (L14)."""

import pytest
from werkzeug import Response

from service.actions.consent.proving import link_of
from service.core.errors import SignInFailed
from service.store.sign_ins import Pending
from tests.auth.provider import query
from tests.consent.asking import KARIM, token_of
from tests.consent.eid.holders import Holder
from tests.web.browser import Browser

SHUT = "Vi kunde inte se att det är du"


def elsewhere(sara: Holder) -> Browser:
    return Browser(sara.browser.client.application.test_client())


@pytest.mark.parametrize(
    "address", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied"]
)
def test_a_way_back_that_nobody_left_by_is_refused(sara, address):
    for browser in (sara.browser.open(f"/c/{sara.token}"), elsewhere(sara)):
        assert browser.open(f"/c/eid/back{address}").status == 400


def test_another_browser_cannot_come_back_for_this_one(sara, broker):
    back = broker.authorize(query(sara.leave()))
    thief = elsewhere(sara)
    thief.open(f"/c/{sara.token}").send(to="/c/eid")

    assert thief.open(back.partition("8080")[2]).status == 400
    assert "Alma" not in thief.open("/c").text
    assert "Alma" in sara.come_back(back).text


def test_a_way_back_is_used_once(sara, broker):
    back = broker.authorize(query(sara.leave()))
    sara.come_back(back)

    assert sara.come_back(back).status == 400


def test_a_code_that_was_used_already_is_refused(sara, broker):
    back = broker.authorize(query(sara.leave()))
    broker.codes.clear()

    assert sara.come_back(back).status == 400
    assert SHUT in sara.browser.text


def test_whoever_stops_on_the_way_is_told_so_and_may_try_again(sara, broker):
    state = query(sara.leave())["state"]
    page = sara.browser.open(f"/c/eid/back?error=access_denied&state={state}")

    assert page.status == 400
    assert "Du avbröt" in page.text
    assert 'action="/c/eid"' in page.html
    assert "Alma" in sara.identify().text


def test_a_broker_that_is_down_is_said_in_words(sara, broker):
    back = broker.authorize(query(sara.leave()))
    broker.answers["/token"] = Response("no", status=500)

    page = sara.come_back(back)
    assert page.status == 503
    assert "svarar inte just nu" in page.text


def test_the_staffs_door_takes_no_guardian_in(sara, broker):
    """There is no provider for staff here, and so no such door at all."""
    back = broker.authorize(query(sara.leave()))

    page = sara.browser.open("/sign-in/callback" + back.partition("/c/eid/back")[2])
    assert page.status == 404


def test_who_left_to_sign_in_as_staff_opens_no_link(small_house):
    staff = Pending("nonce", "verifier", "/records", None, None)

    with pytest.raises(SignInFailed):
        link_of(small_house.tools, staff)


def test_the_way_back_leads_to_the_link_it_began_with(sara, broker):
    back = broker.authorize(query(sara.leave()))
    karim = token_of(sara.house, sara.record_id, KARIM)
    sara.browser.open(f"/c/{karim}")
    page = sara.come_back(back)

    assert page.path == "/c"
    assert "Alma" in page.text
