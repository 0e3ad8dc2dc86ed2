"""A guardian identifies themselves in a real browser: the broker and back."""

import re
from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from service.web import create_app
from tests.auth.provider import Provider, serving
from tests.consent.asking import ANSWERS, KARIM, SARA, token_of
from tests.consent.eid.holders import NUMBER, PERSON, SARAS, SOMEBODYS, eid
from tests.consent.reading import asked_today
from tests.house import House, open_house

BUTTON = "form[action='/c/eid'] button"


@pytest.fixture
def broker() -> Provider:
    with serving() as running:
        running.person = dict(PERSON)
        yield running


@pytest.fixture
def small_house(sqlite, services, tmp_path, broker) -> House:
    """A house at its own address, which the broker sends the browser back to."""
    server = make_server("127.0.0.1", 0, _not_yet, threaded=True)
    wishes = eid(broker, BASE_URL=f"http://localhost:{server.server_port}")
    with open_house(sqlite, services, tmp_path, **wishes) as house:
        server.app = create_app(house.tools)
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield house
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def address(small_house) -> str:
    return small_house.settings.base_url


@pytest.fixture
def consent(small_house):
    """Ask two guardians whose numbers are known."""
    numbers = (SARAS, SOMEBODYS)
    known = zip(ANSWERS["guardians"], numbers, strict=True)
    guardians = [{**one, "identity": number} for one, number in known]
    return asked_today(small_house, guardians=guardians)


def test_a_guardian_goes_to_the_broker_and_back(looking, small_house, consent):
    with looking("e-id", width=1280) as looker:
        looker.open(f"/c/{token_of(small_house, consent, SARA)}", name="door")
        looker.page.click(BUTTON)
        looker.page.get_by_role("button").click()
        expect(looker.page.locator("main")).to_contain_text("Alma")
        looker.look("reading")


def test_somebody_elses_e_id_is_refused_in_their_language(
    looking, small_house, consent, broker
):
    broker.person[NUMBER] = SARAS
    with looking("e-id-arabic", width=320, dark=True) as looker:
        looker.open(f"/c/{token_of(small_house, consent, KARIM)}", name="door")
        looker.page.click(BUTTON)
        looker.page.get_by_role("button").click()
        expect(looker.page).to_have_url(re.compile("/c/eid/back"))
        looker.look("refused")


def _not_yet(environ, start):
    start("503 Not yet", [])
    return []
