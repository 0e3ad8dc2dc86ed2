"""Mail addresses: rows S4 to S12 of the bad-input list."""

import pytest

from service.core.address import read_address
from service.core.sentence import Sentence

REFUSED = [
    "parent@example.se, evil@example.org",
    '"parent@example.se" <evil@example.org>',
    'x" <evil@example.org>, "y',
    "parent(comment)@example.se",
    "a@[127.0.0.1]",
    "a@localhost",
    "a@x",
    "a..b@example.se",
    ".a@example.se",
    "a@example..se",
    "a@example.se.",
    "a@example.se -oQ/tmp",
    "a@example.se\r\nBcc: evil@example.org",
    "",
    "@",
]


@pytest.mark.parametrize("text", REFUSED)
def test_anything_but_one_bare_address_is_refused(text):
    with pytest.raises(ValueError, match=r"\w") as refusal:
        read_address(text)

    assert isinstance(refusal.value.args[0], Sentence)


@pytest.mark.parametrize("text", ["a" * 65 + "@example.se", "a@" + "b.b" * 85 + ".se"])
def test_an_address_no_relay_takes_is_too_long(text):
    with pytest.raises(ValueError, match="too long"):
        read_address(text)


def test_letters_that_relays_may_refuse_are_explained():
    with pytest.raises(ValueError, match="a to z before the @"):
        read_address("jörg@example.se")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" ida.broman@example.se ", "ida.broman@example.se"),
        ("-f@example.se", "-f@example.se"),
        ("ida@xn--80ak6aa92e.com", "ida@xn--80ak6aa92e.com"),
        ("ida@örebro.example.org", "ida@xn--rebro-iua.example.org"),
    ],
)
def test_an_address_is_shown_as_it_is_sent_to(text, address):
    assert read_address(text) == address
