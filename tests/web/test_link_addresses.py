"""Addresses of personal links: cut, doubled, taken along, and what they tell nobody."""

import pytest
from sqlalchemy import update

from service.core.actor import SYSTEM
from service.store.tables.records import DeliveryRow
from tests import links
from tests.links import clock


@pytest.fixture(params=["open", "internal"])
def link(small_house, request) -> str:
    return f"/l/{links.sent(small_house, request.param, now=clock())}"


@pytest.mark.parametrize("tail", [".", ">", ")", '."', ",)"])
def test_what_a_mail_program_took_along_is_stripped(stranger, link, tail):
    assert stranger.open(link + tail).status == 200


def test_unknown_cut_doubled_expired_and_revoked_links_look_alike(
    small_house, stranger, link
):
    token = link.removeprefix("/l/")
    pages = [
        stranger.open(f"/l/{wrong}").html.replace(wrong, "")
        for wrong in ("nothing", token[:-1], token + token, token[::-1])
    ]
    with small_house.tools.begin(SYSTEM) as work:
        revoked = update(DeliveryRow).values(link_revoked_at=DeliveryRow.created_at)
        work.session.execute(revoked)
    pages.append(stranger.open(link).html.replace(token, ""))

    assert stranger.status == 404
    assert "Länken öppnar inget" in stranger.text
    assert len(set(pages)) == 1


def test_a_bad_link_answers_alike_wherever_one_presses(stranger, link):
    """Until the code is asked for, nothing tells a living link from a wrong one."""
    for step in ("", "/codes", "/code"):
        stranger.open(link).post(f"/l/nothing{step}", {"code": "123456"})
        assert stranger.status == 404
        assert "Länken öppnar inget" in stranger.text


def test_nobody_learns_where_the_reader_came_from(stranger, link):
    for path in (link, "/l/nothing"):
        headers = stranger.open(path).page.headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]


def test_no_other_site_can_frame_the_page(stranger, link):
    """L11: a button under somebody else's picture."""
    headers = stranger.open(link).page.headers

    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_the_page_speaks_the_recipients_language(small_house, stranger, link):
    with small_house.tools.begin(SYSTEM) as work:
        work.session.execute(update(DeliveryRow).values(language="en"))

    assert "A document for you" in stranger.open(link).text
    assert "Skip to the content" in stranger.text
