"""Two guardians are asked: what applies follows from what both have said."""

import pytest

from service.actions.consent.gate import may_share
from service.core.consent import Information
from service.core.consent_state import ConsentState
from tests.consent.asking import KARIM, SARA, answer, asked, case_of, take_back
from tests.house import NOW

YES, NO = ("yes", "yes", "yes"), ("no", "no", "no")
SOME = ("yes", "partly schooling", "no")


def state(house, record_id) -> str:
    return case_of(house, record_id).row.state


def gate(house, record_id, party, information):
    return may_share(
        house.tools,
        house.actor,
        record_id,
        party=party,
        information=information,
        now=NOW,
    )


def test_each_guardian_gets_a_mail_of_their_own_that_names_no_child(house):
    asked(house)

    mails = house.mails()

    assert sorted(mail["To"].addresses[0].addr_spec for mail in mails) == [
        "karim.haddad@example.se",
        "sara.lindgren@example.se",
    ]
    for mail in mails:
        assert "Alma" not in mail.as_string()
        assert not list(mail.iter_attachments())


@pytest.mark.parametrize(
    ("sara", "karim", "expected"),
    [
        (YES, YES, ConsentState.VALID),
        (YES, None, ConsentState.WAITING),
        (NO, None, ConsentState.REFUSED),
        (YES, NO, ConsentState.REFUSED),
        (NO, NO, ConsentState.REFUSED),
        (YES, SOME, ConsentState.PARTIAL),
        (("yes", "no", "no"), ("no", "yes", "yes"), ConsentState.CONFLICT),
    ],
)
def test_what_applies_follows_from_both(small_house, sara, karim, expected):
    record_id = asked(small_house)

    answer(small_house, record_id, SARA, *sara)
    if karim:
        answer(small_house, record_id, KARIM, *karim)

    assert state(small_house, record_id) == expected


def test_the_gate_opens_only_for_what_both_allow(house):
    record_id = asked(house)
    answer(house, record_id, SARA, *YES)
    assert not gate(house, record_id, 0, Information.SCHOOLING).is_open

    answer(house, record_id, KARIM, *SOME)

    assert gate(house, record_id, 0, Information.MENTAL).is_open
    assert gate(house, record_id, 1, Information.SCHOOLING).is_open
    assert not gate(house, record_id, 1, Information.SOCIAL).is_open
    assert not gate(house, record_id, 2, Information.SCHOOLING).is_open
    assert not gate(house, record_id, 1, Information.MENTAL).is_open  # never asked


def test_what_one_takes_back_is_closed_from_then_on(house):
    record_id = asked(house)
    answer(house, record_id, SARA, *YES)
    answer(house, record_id, KARIM, *YES)

    take_back(house, record_id, KARIM, "1")
    assert state(house, record_id) == ConsentState.PARTIAL
    assert not gate(house, record_id, 0, Information.SCHOOLING).is_open
    assert gate(house, record_id, 1, Information.SCHOOLING).is_open

    take_back(house, record_id, KARIM)
    assert state(house, record_id) == ConsentState.WITHDRAWN
    passage = gate(house, record_id, 1, Information.SCHOOLING)
    assert not passage.is_open
    assert passage.rests_on == case_of(house, record_id).events[-1].sequence
