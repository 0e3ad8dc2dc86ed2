"""A browser is named so that its owner knows it again, and not more closely."""

import pytest

from service.core.devices import device

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
SEEN = {
    f"{WINDOWS} {KIT} Chrome/130.0.0.0 Safari/537.36": "Chrome, Windows",
    f"{WINDOWS} {KIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0": "Edge, Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0": (
        "Firefox, Linux"
    ),
    f"{IPHONE} (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": (
        "Safari, iPhone"
    ),
    f"Mozilla/5.0 (Linux; Android 14; SM-S921B) {KIT} Chrome/130.0 Safari/537.36": (
        "Chrome, Android"
    ),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15": "Safari, Mac",
    "curl/8.5": "",
    "": "",
}


@pytest.mark.parametrize(("user_agent", "name"), SEEN.items(), ids=SEEN.values())
def test_a_browser_is_known_again(user_agent, name):
    assert device(user_agent) == name
