"""The link of a consent: looking changes nothing, and a code opens it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from service.core.codes import TRIES
from service.limits import open_limits
from service.store.tables.access import CodeRow
from service.store.tables.records import DeliveryRow
from service.web import create_app
from tests import links
from tests.consent.asking import KARIM, SARA, case_of, token_of
from tests.consent.reading import asked_today, come_in, guardian, mailed_code
from tests.jobs import rows
from tests.links import clock, delivery_of, other_than
from tests.web.browser import Browser

NO_REDIS = "redis://127.0.0.1:9/0"
SCANNERS = ("Mozilla/5.0 (compatible; Barracuda)", "Mimecast", "BingPreview/1.0b")


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


@pytest.fixture
def token(small_house, consent) -> str:
    return token_of(small_house, consent, SARA)


@pytest.fixture
def other(app) -> Browser:
    return Browser(app.test_client())


def test_a_link_leads_on_to_an_address_without_it(stranger, token):
    answer = stranger.client.get(f"/c/{token}")

    assert answer.headers["Location"] == "/c"
    assert token not in answer.headers["Set-Cookie"]
    assert token not in stranger.open("/c").html


def test_looking_changes_nothing_whoever_looks(small_house, consent, stranger, token):
    before = happened(small_house, consent)
    for number in range(50):
        stranger.headers = {"User-Agent": SCANNERS[number % 3]}
        assert stranger.open(f"/c/{token}").status == 200
        assert stranger.client.head("/c", headers=stranger.headers).status_code == 200

    assert happened(small_house, consent) == before
    assert delivery_of(small_house, token).opened_at is None
    assert rows.rows(small_house, CodeRow) == []


def test_a_scanner_that_presses_every_button_at_the_door_opens_nothing(
    small_house, consent, stranger, token
):
    """L3: it gets a code mailed to the guardian, and cannot read it."""
    before = happened(small_house, consent)
    for _ in "123":
        stranger.open(f"/c/{token}").send(to="/c/codes")
        assert stranger.send(to="/c/code").status == 422

    assert happened(small_house, consent) == before
    assert delivery_of(small_house, token).opened_at is None


@pytest.mark.parametrize("tail", [".", ">", ")", ".)", "%3E"])
def test_what_mail_programs_take_along_is_left_aside(stranger, token, tail):
    assert stranger.open(f"/c/{token}{tail}").status == 200


def test_bad_links_look_alike(small_house, app, token):
    foreign = links.sent(small_house, now=clock())
    changed = f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}"
    bad = ("x", changed, token[:20], token * 2, f"{token}%00", foreign)
    answers = [app.test_client().get(f"/c/{one}") for one in bad]

    assert {one.status_code for one in answers} == {404}
    assert len({re.sub('next=[^"]*', "", one.text) for one in answers}) == 1
    assert "Länken öppnar inget" in answers[0].text


@pytest.mark.parametrize(
    "ended",
    [
        {"link_revoked_at": clock()},
        {"link_expires_at": clock() - timedelta(seconds=1)},
    ],
)
def test_a_link_that_ends_takes_its_cookie_along(small_house, stranger, token, ended):
    come_in(small_house, stranger, token)

    with small_house.engine.begin() as connection:
        connection.execute(update(DeliveryRow).values(**ended))

    for address in ("/c", "/c/answer", "/c/code", "/c/question", f"/c/{token}"):
        assert stranger.open(address).status == 404


def test_without_a_link_there_is_nothing(stranger):
    for address in ("/c", "/c/answer", "/c/code", "/c/question", "/c/files/pdf"):
        assert stranger.open(address).status == 404


def test_the_door_names_who_asks_and_no_child(stranger, token):
    stranger.open(f"/c/{token}")

    assert "Region Örebro län" in stranger.text
    assert "Alma" not in stranger.html
    stranger.send(to="/c/codes")
    assert "Alma" not in stranger.html


def test_nobody_is_told_where_a_reader_goes_or_comes_from(small_house, stranger, token):
    come_in(small_house, stranger, token)

    told = stranger.page.headers
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["X-Robots-Tag"] == "noindex, nofollow"
    assert told["Cache-Control"] == "no-store"
    assert not re.search(r'(?:src|href)="(?:https?:)?//', stranger.html)


def test_the_token_of_one_with_the_cookie_of_another_is_theirs(
    small_house, app, consent
):
    """L7: whose link it is decides, and it is closed until their own code opens it."""
    browser = guardian(small_house, app, consent, KARIM)
    browser.open(f"/c/{token_of(small_house, consent, SARA)}")

    assert "Alma" not in browser.html
    assert "Skicka en kod till mig" in browser.text
    assert browser.open("/c/answer").path == "/c"


def test_a_code_is_of_no_use_in_another_browser(
    small_house, consent, stranger, other, token
):
    stranger.open(f"/c/{token}").send(to="/c/codes")
    code = mailed_code(small_house)

    other.open(f"/c/{token}").send(to="/c/codes")
    other.send({"code": code}, to="/c/code")

    assert other.status == 422
    assert "Alma" not in other.html


def test_wrong_codes_are_told_and_then_locked(small_house, stranger, token):
    stranger.open(f"/c/{token}").send(to="/c/codes")
    wrong = other_than(mailed_code(small_house).replace(" ", ""))
    for _ in range(TRIES - 1):
        assert stranger.send({"code": wrong}, to="/c/code").status == 422

    stranger.send({"code": wrong}, to="/c/code")

    assert stranger.status == 429
    assert "för många försök" in stranger.problems["code"]
    assert stranger.open("/c").send(to="/c/codes").status == 429


def test_without_redis_no_code_is_sent_and_none_is_tried(small_house, token):
    limits = open_limits(replace(small_house.settings, redis_url=NO_REDIS))
    app = create_app(replace(small_house.tools, limits=limits))
    reader = Browser(app.test_client()).open(f"/c/{token}")

    assert reader.send(to="/c/codes").status == 503
    assert rows.rows(small_house, CodeRow) == []


def test_the_first_language_is_ones_own_and_the_chosen_one_stays(
    small_house, app, consent
):
    browser = guardian(small_house, app, consent, KARIM)
    assert '<html lang="ar" dir="rtl"' in browser.html

    assert '<html lang="fi"' in browser.open("/c/language/fi").html
    assert '<html lang="fi"' in browser.open("/c").html
    assert browser.open("/c/language/xx").status == 404


def test_who_is_protected_has_no_way_in(small_house):
    hidden = {"protected": True, "email": ""}
    ours = case_of(small_house, asked_today(small_house)).model
    people = [one_of(ours.guardians[0]), one_of(ours.guardians[1]) | hidden]
    record = asked_today(small_house, guardians=people)

    links_of = [one.delivery_id for one in case_of(small_house, record).participants]

    assert sum(one is not None for one in links_of) == 1


def one_of(guardian) -> dict[str, object]:
    return {
        "name": guardian.name,
        "email": guardian.email,
        "custody": "joint",
        "custody_checked": guardian.custody_checked,
        "custody_checked_on": "2026-02-09",
        "language": guardian.language,
    }


def happened(house, record_id):
    return [one.happened for one in case_of(house, record_id).events]
