"""A number of ten digits has one century: the sign, or the age, tells which."""

from datetime import date

import pytest

from service.core.identity import read_identity, with_century

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("811218-9876", "198112189876"),
        ("8112189876", "198112189876"),
        ("140517 2385", "201405172385"),
        ("261122-0000", "202611220000"),  # born today
        ("271122-0000", "192711220000"),
        ("811218+9876", "811218+9876"),  # past 100: told in full, or not at all
        ("198112189876", "198112189876"),
        ("2014-05-17", "2014-05-17"),
        ("Alma", "Alma"),
    ],
)
def test_the_hyphen_leaves_one_century(written, meant):
    assert with_century(written, TODAY) == meant


def test_programs_write_it_out():
    with pytest.raises(ValueError, match="all twelve digits, like 20140517-2386"):
        read_identity("811218-9876")
