"""A recipient's link: looking changes nothing, a button opens, bad links look alike."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from service.core.actor import SYSTEM
from service.store.tables.records import DeliveryRow
from tests.house import sending
from tests.web.browser import form_on

LINK = re.compile(r"https?://[^/\s]+(/l/[A-Za-z0-9_-]+)")


@pytest.fixture
def link(small_house) -> str:
    """Return the path of the link in a notice about an internal record."""
    wish = sending(classification="internal", attach=[])
    small_house.submit(sending=wish, now=datetime.now(UTC))
    small_house.work()
    [mail] = small_house.mails()
    return LINK.search(mail.get_body(("plain",)).get_content())[1]


@pytest.fixture
def opened_at(small_house):
    def read():
        with small_house.tools.look(SYSTEM) as session:
            return session.scalar(select(DeliveryRow.opened_at))

    return read


def test_looking_many_times_opens_nothing(stranger, link, opened_at):
    for _ in range(50):
        assert "Öppna dokumentet" in stranger.open(link).text
        assert stranger.client.head(link).status_code == 200

    assert opened_at() is None
    assert "Styrgrupp" not in stranger.open(link).text


def test_the_button_opens_the_document_and_its_files(stranger, link, opened_at):
    stranger.open(link).send(to=link)

    assert stranger.path == link
    assert "Styrgrupp" in stranger.text
    assert opened_at() is not None
    assert stranger.open(f"{link}/files/pdf").page.data.startswith(b"%PDF-")


def test_opening_twice_is_opening_once(stranger, link, opened_at):
    pressed = form_on(stranger.open(link).html).fields

    moments = [(stranger.client.post(link, data=pressed), opened_at())[1] for _ in "12"]

    assert moments[0] == moments[1]
    assert moments[0] is not None


def test_files_need_the_deliberate_act(stranger, link):
    assert "Öppna dokumentet" in stranger.open(f"{link}/files/pdf").text


def test_a_press_without_our_token_opens_nothing(stranger, link, opened_at):
    assert stranger.client.post(link).status_code == 400
    assert opened_at() is None


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


def test_nobody_learns_where_the_reader_came_from(stranger, link):
    for path in (link, "/l/nothing"):
        assert stranger.open(path).page.headers["Referrer-Policy"] == "no-referrer"


def test_the_page_speaks_the_recipients_language(small_house, stranger, link):
    with small_house.tools.begin(SYSTEM) as work:
        work.session.execute(update(DeliveryRow).values(language="en"))

    assert "Open the document" in stranger.open(link).text
