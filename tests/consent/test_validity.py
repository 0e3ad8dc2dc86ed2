"""How long a consent may last: the house's own rule, counted in months."""

from dataclasses import replace
from datetime import date

import pytest

from service.actions.consent.house_rules import against_house_rules
from service.kinds.consent import KIND
from service.settings.environment import Environment, SettingsError
from service.settings.validity import ValiditySettings
from tests.consent.asking import answers

TODAY = date(2026, 3, 2)


def read(**env):
    return ValiditySettings.read(Environment(env))


@pytest.mark.parametrize(
    ("day", "offered", "last"),
    [
        (date(2026, 3, 2), date(2027, 3, 2), date(2028, 3, 2)),
        (date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)),
        (date(2026, 12, 31), date(2027, 12, 31), date(2028, 12, 31)),
    ],
)
def test_a_year_is_offered_and_two_are_taken(day, offered, last):
    usual = read()

    assert (usual.offered_from(day), usual.longest_from(day)) == (offered, last)


def test_nothing_is_offered_that_would_not_be_taken():
    strict = read(CONSENT_LASTS_MOST_MONTHS="1")

    assert strict.offered_from(date(2026, 1, 31)) == date(2026, 2, 28)


def test_more_than_two_years_cannot_be_set():
    with pytest.raises(SettingsError):
        read(CONSENT_LASTS_MOST_MONTHS="25")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"valid_to": "2026-09-02"}, []),
        ({"valid_to": "2026-09-03"}, ["valid_to"]),
        ({"valid_from": "2026-05-01", "valid_to": "2026-11-01"}, []),
    ],
)
def test_it_is_counted_from_the_first_day(small_house, changes, told):
    settings = replace(
        small_house.settings, validity=ValiditySettings(offered=6, most=6)
    )
    asks = KIND.read(answers(**changes), today=TODAY)

    assert list(against_house_rules(settings, asks, TODAY)) == told
