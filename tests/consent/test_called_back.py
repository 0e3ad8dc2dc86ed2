"""Who never heard of a consent is not told that it has changed, or that it is over."""

import pytest

from service.core.jobs import JobKind
from service.store.tables.records import DeliveryRow
from tests.consent.asking import KARIM, SARA, answer, asked, take_back
from tests.consent.copies import mailed
from tests.consent.reading import come_in
from tests.consent.test_telling import APPLIES, OVER, OWNER, PARTIES, YES, asked_anew
from tests.jobs import rows
from tests.links import clock
from tests.web.browser import Browser

FAMILY, SCHOOL = PARTIES


@pytest.fixture
def on_its_way(house):
    """Both have said yes; the parties' first mails are written down, and wait."""
    return agreed(house)


def agreed(house):
    now = clock()
    record_id = asked(house, now=now, valid_to="2027-12-31")
    for name in (SARA, KARIM):
        answer(house, record_id, name, *YES, now=now)
    house.work(JobKind.CONSENT)
    return record_id


def test_a_first_mail_that_was_called_back_is_followed_by_none(house, on_its_way):
    take_back(house, on_its_way, KARIM, now=clock())
    house.work()

    assert mailed(house, APPLIES) == []
    assert mailed(house, OVER) == OWNER


def test_a_newer_question_tells_nobody_who_never_heard_of_the_older(small_house):
    record_id = agreed(small_house)
    take_back(small_house, record_id, KARIM, now=clock())
    asked_anew(small_house, record_id, purpose="Ett nytt syfte.")
    small_house.work()

    assert mailed(small_house, APPLIES) == []


def test_whose_part_goes_on_gets_the_first_mail_after_all(house, on_its_way):
    take_back(house, on_its_way, KARIM, "1", now=clock())
    house.work()

    assert mailed(house, APPLIES) == [FAMILY]


def test_who_may_share_again_gets_a_link_that_works_and_the_old_one_is_dead(
    small_house, app
):
    record_id = agreed(small_house)
    take_back(small_house, record_id, KARIM, now=clock())
    small_house.work()
    dead = {row.id for row in receivers(small_house)}
    answer(small_house, record_id, KARIM, *YES, now=clock())
    small_house.work()

    assert mailed(small_house, APPLIES) == PARTIES
    assert all(row.link_revoked_at for row in receivers(small_house) if row.id in dead)
    reader = come_in(small_house, Browser(app.test_client()), mailed_token(small_house))
    assert "Ett samtycke gäller." in reader.text


def receivers(house):
    """Return the deliveries of the parties: they came after the question's own."""
    return [row for row in rows.rows(house, DeliveryRow) if row.position > 1]


def mailed_token(house):
    [mail] = [one for one in house.mails() if FAMILY in str(one["To"])][-1:]
    text = mail.get_body(("plain",)).get_content()
    return text.partition("/c/")[2].split()[0]
