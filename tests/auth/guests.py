"""People who come to a house from a provider."""

import json
import re
from dataclasses import dataclass
from html import unescape

from service.auth.client import OpenIdClient
from service.settings.environment import Environment
from service.settings.oidc import OidcSettings
from service.web import create_app
from tests.auth.provider import CLIENT, SECRET, Provider, query
from tests.house import House
from tests.web.browser import Browser

HERE = "http://localhost:8080"
LEAVING = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')
ORGANISATIONS = {"region-orebro": "232100-0164"}
ROLES = {
    "handslag-secretaries": "secretary",
    "handslag-registrars": "registrar",
    "handslag-audit": ["auditor"],
}


def oidc(provider: Provider, **more: str) -> dict[str, str]:
    """Return the settings that connect a house with a provider."""
    return {
        "DEMO_SIGN_IN": "no",
        "OIDC_ISSUER": provider.issuer,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_ORGANISATIONS": json.dumps(ORGANISATIONS),
        "OIDC_ROLES": json.dumps(ROLES),
        **more,
    }


def client_of(provider: Provider, **more: str) -> OpenIdClient:
    """Return what a house would use to talk with the provider."""
    settings = OidcSettings.read(Environment(oidc(provider, **more)), may_be_plain=True)
    return OpenIdClient(settings, base_url=HERE)


@dataclass
class Guest:
    """Somebody at a browser, and the provider they belong to."""

    browser: Browser
    provider: Provider

    def leave(self, at: str = "/") -> str:
        """Go to the provider from a page; return the address it is asked at."""
        self.browser.open(at)
        return self.leave_from_here()

    def leave_from_here(self, **answers: str) -> str:
        self.browser.send(answers, to="/sign-in/provider")
        return self.onward

    @property
    def onward(self) -> str:
        """Return where the page that leaves sends the browser."""
        return unescape(LEAVING.search(self.browser.html)[1])

    def come_back(self, address: str) -> Browser:
        return self.browser.open(address.removeprefix(HERE))

    def arrive(self, onward: str) -> Browser:
        """Sign in at the address the provider was asked at, and come back."""
        return self.come_back(self.provider.authorize(query(onward)))

    def sign_in(self, at: str = "/") -> Browser:
        return self.arrive(self.leave(at))

    @property
    def is_in(self) -> bool:
        return self.browser.open("/account").status == 200


def guest_of(house: House, provider: Provider) -> Guest:
    return Guest(Browser(create_app(house.tools).test_client()), provider)
