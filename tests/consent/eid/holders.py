"""A guardian who shows by e-ID who they are, and the broker in between.

The numbers are Skatteverket's own: a test number that everybody knows, one from the
published list of test numbers, and the example of a coordination number in SKV 704.
"""

from copy import deepcopy
from dataclasses import dataclass
from html import unescape

from service.web import create_app
from tests.auth.guests import HERE, LEAVING
from tests.auth.provider import CLIENT, SECRET, Provider, query
from tests.consent.asking import ANSWERS, SARA, given, token_of
from tests.consent.reading import asked_today
from tests.house import House
from tests.web.browser import Browser

NUMBER = "https://id.oidc.se/claim/personalIdentityNumber"
COORDINATION = "https://id.oidc.se/claim/coordinationNumber"
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
SARAS, SOMEBODYS, COORDINATED = "191212121212", "189001019802", "197010632391"
PERSON = {"sub": "somebody at the broker", "acr": LOA3, NUMBER: SARAS}
PUSHES = "pushed_authorization_request_endpoint"


def eid(provider: Provider, **more: str) -> dict[str, str]:
    """Return the settings that connect a house with the broker."""
    return {
        "EID_ISSUER": provider.issuer,
        "EID_CLIENT_ID": CLIENT,
        "EID_CLIENT_SECRET": SECRET,
        "EID_LABEL": "BankID eller Freja",
        **more,
    }


def numbered(number: str = SARAS) -> list[dict[str, object]]:
    """Return the guardians, of whom Sara is known by a number."""
    sara, karim = deepcopy(ANSWERS["guardians"])
    return [{**sara, "identity": number}, karim]


@dataclass
class Holder:
    """Somebody at a browser with the link of a consent."""

    house: House
    provider: Provider
    browser: Browser
    record_id: object
    token: str

    @property
    def secret(self) -> str:
        """Return what says which browser it is."""
        cookie = self.browser.client.get_cookie("reader")
        return cookie.value if cookie else ""

    def leave(self) -> str:
        """Press the button; return the address the broker is asked at."""
        self.browser.open(f"/c/{self.token}").send(to="/c/eid")
        return unescape(LEAVING.search(self.browser.html)[1])

    def come_back(self, address: str) -> Browser:
        return self.browser.open(address.removeprefix(HERE))

    def identify(self) -> Browser:
        """Go to the broker and back."""
        return self.come_back(self.provider.authorize(query(self.leave())))

    def answer(self, *said: str, **changes: object) -> dict[str, object]:
        return given(self.house, self.token, SARA, *said, **changes)


def holder_of(house: House, provider: Provider, number: str = SARAS) -> Holder:
    """Ask for a consent, and return Sara at her browser."""
    record_id = asked_today(house, guardians=numbered(number))
    browser = Browser(create_app(house.tools).test_client())
    provider.person = dict(PERSON)
    return Holder(house, provider, browser, record_id, token_of(house, record_id, SARA))
