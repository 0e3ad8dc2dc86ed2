"""Allowed addresses that deserve a second look (rows S10 and S14)."""

import pytest

from service.core.doubts import ANYBODY_READS, LOOKALIKE, MANY_READ, doubts


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("anna@xn--80ak6aa92e.com", LOOKALIKE),
        ("anna@mail.xn--80ak6aa92e.com", LOOKALIKE),
        ("Info@example.se", MANY_READ),
        ("anna@mailinator.com", ANYBODY_READS),
    ],
)
def test_an_address_may_be_worth_a_second_look(address, said):
    assert doubts(address) == (said,)


def test_an_everyday_address_raises_no_doubt():
    assert doubts("anna.info@example.se") == ()
