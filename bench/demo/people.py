"""Two people come in: one by OpenID Connect at a provider nearby, one by name alone."""

import json
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

# In the register of the demo; at the sign-in page of the embedded mode only Ida stands.
MONICA: Mapping[str, Any] = {
    "sub": "monica",
    "name": "Monica Skantz",
    "email": "monica.skantz@example.se",
    "email_verified": True,
    "organisation": "region-orebro",
    "groups": ["handslag"],
}
IDA = "Ida Broman"
OTHERS_STYLES = "https://cdn.jsdelivr.net/**"  # the provider's page asks for them


def settings(issuer: str) -> dict[str, str]:
    """Return what connects the house with the provider."""
    return {
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": "handslag-demo",
        "OIDC_CLIENT_SECRET": "of the demo",
        "OIDC_ORGANISATIONS": json.dumps({"region-orebro": "232100-0164"}),
        "OIDC_ROLES": json.dumps({"handslag": "secretary"}),
    }


def by_openid(page: Page) -> str:
    """Sign in at the provider and come back; return who that was."""
    page.route(OTHERS_STYLES, lambda route: route.abort())
    page.goto("/sign-in")
    page.locator("form[action='/sign-in/provider'] button").click()
    page.get_by_role("button", name=MONICA["sub"], exact=True).click()
    return str(MONICA["name"])


def by_name(page: Page) -> str:
    page.goto("/sign-in")
    page.get_by_label(IDA).check()
    page.locator("form[action='/sign-in'] button[type=submit]").click()
    return IDA
