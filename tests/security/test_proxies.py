"""What a proxy tells is believed of our own proxies only (ASVS 4.1.3, 15.3.4)."""

from contextlib import contextmanager

import pytest

from service import wsgi
from service.core.permits import Act
from service.web.context import EXTENSION
from service.web.limiting import client_address
from service.web.permits import needs
from tests.api.program import open_program, order

EVIL = {"X-Forwarded-Host": "evil.example.se"}
FORGED = "203.0.113.9"


@pytest.fixture
def behind(small_house, monkeypatch):
    """Return a function that opens the web door behind so many proxies."""

    @contextmanager
    def opened(hops: int):
        for name, text in environment(small_house, hops).items():
            monkeypatch.setenv(name, text)
        app = wsgi.create()
        asked = needs(Act.ANYBODY)(lambda: str(client_address()))
        app.add_url_rule("/who", "who", asked)
        yield app.test_client()
        app.extensions[EXTENSION].close()

    return opened


@pytest.mark.parametrize(
    ("hops", "told", "seen"),
    [
        (0, FORGED, "127.0.0.1"),
        (1, f"{FORGED}, 192.0.2.7", "192.0.2.7"),
        (2, f"{FORGED}, 192.0.2.7, 10.0.0.1", "192.0.2.7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "who knows", "0.0.0.0"),
    ],
)
def test_an_address_is_what_the_nearest_proxies_saw(behind, hops, told, seen):
    with behind(hops) as client:
        answer = client.get("/who", headers={"X-Forwarded-For": told})

    assert answer.text == seen


@pytest.mark.parametrize(("hops", "status"), [(0, 200), (1, 400)])
def test_another_host_is_refused_or_unheard(behind, hops, status):
    with behind(hops) as client:
        answer = client.get("/sign-in", headers=EVIL)

    assert answer.status_code == status
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL"]
)
def test_no_header_moves_a_page(behind, name):
    with behind(1) as client:
        plain = client.get("/sign-in").text
        told = client.get("/sign-in", headers={name: "/evil"}).text

    assert "evil" not in told
    assert len(told) == len(plain)


def test_a_mail_s_links_lead_to_our_own_address(behind, small_house):
    """Whatever host somebody names who lets it be sent."""
    key = open_program(small_house).key
    with behind(0) as client:
        sent = client.post(
            "/api/v1/records/notes",
            json=order("notes"),
            headers={"Authorization": f"Bearer {key}", **EVIL},
        )
    small_house.work()

    assert sent.status_code == 201
    [mail] = small_house.mails()
    assert b"evil" not in bytes(mail)
    assert small_house.settings.base_url.encode() in bytes(mail)


def environment(house, hops: int) -> dict[str, str]:
    return {
        "VAR_DIR": str(house.settings.var),
        "DATABASE_URL": house.settings.database_url,
        "REDIS_URL": house.settings.redis_url,
        "PROXY_HOPS": str(hops),
    }
