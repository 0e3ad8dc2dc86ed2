"""Who has not answered is reminded: a few times, by one worker, and never in vain."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from service.actions.consent.doubting import doubt
from service.actions.consent.reminding import remind, remind_due
from service.actions.noticing import SUBJECTS, NoticeKind
from service.actions.register import save_person
from service.core.errors import Refused
from service.core.jobs import JobKind
from tests.consent.asking import KARIM, SARA, answer, asked
from tests.consent.desk import person
from tests.house import NOW
from tests.jobs import rows

YES = ("yes", "yes", "yes")
KIND = NoticeKind.CONSENT_REMINDER
FOUR, FIVE = timedelta(days=4), timedelta(days=5)


def reminders(house):
    said = {house.tools.speak(code)(SUBJECTS[KIND]) for code in ("sv", "ar")}
    return [mail for mail in house.mails() if mail["Subject"] in said]


def test_the_clock_reminds_both_and_then_again_and_then_no_more(small_house):
    record_id, moment = asked(small_house), NOW + FOUR

    assert remind_due(small_house.tools, now=NOW + FOUR - timedelta(hours=1)) == 0
    for times in (1, 2, 3):
        assert remind_due(small_house.tools, now=moment) == 2
        assert person(small_house, record_id).reminders == times
        moment += FIVE

    assert remind_due(small_house.tools, now=moment) == 0
    small_house.work()
    assert len(reminders(small_house)) == 6


def test_a_reminder_names_no_child_and_keeps_no_address(small_house):
    asked(small_house)
    remind_due(small_house.tools, now=NOW + FOUR)
    small_house.work()

    for mail in reminders(small_house):
        assert "Alma" not in mail.as_string()
        assert "/c/" in mail.get_body(("plain",)).get_content()
    with small_house.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT to_name, to_address FROM notice")
        assert set(kept.all()) == {("", "")}


def test_each_reminder_is_claimed_by_one_worker(house):
    asked(house)
    start, counts = Barrier(4), []

    def worker():
        start.wait()
        counts.append(remind_due(house.tools, now=NOW + FOUR))

    workers = [Thread(target=worker) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert sum(counts) == 2
    assert len(rows.job_rows(house, JobKind.NOTICE)) == 2


def test_who_has_answered_is_left_in_peace(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)

    assert remind_due(small_house.tools, now=NOW + FOUR) == 1
    assert person(small_house, record_id, KARIM).reminders == 1


def test_nobody_is_reminded_of_what_is_refused_already(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, "no", "no", "no")

    assert remind_due(small_house.tools, now=NOW + FOUR) == 0


def test_an_answer_on_the_way_stops_a_reminder_that_has_not_left(small_house):
    record_id = asked(small_house)
    remind_due(small_house.tools, now=NOW + FOUR)
    answer(small_house, record_id, SARA, *YES, now=NOW + FOUR)
    small_house.work()

    told = [mail["To"].addresses[0].addr_spec for mail in reminders(small_house)]
    assert told == ["karim.haddad@example.se"]


def test_staff_remind_in_the_place_of_the_clock(small_house):
    record_id = asked(small_house)
    sara, later = person(small_house, record_id).id, NOW + timedelta(days=3)

    remind(small_house.tools, small_house.actor, record_id, sara, now=later)

    assert remind_due(small_house.tools, now=NOW + FOUR) == 1  # the other one
    assert remind_due(small_house.tools, now=later + FIVE) == 1
    assert person(small_house, record_id).reminders == 2


@pytest.mark.parametrize("minutes", [0, 10])
def test_two_presses_are_one_reminder(small_house, minutes):
    record_id = asked(small_house)
    sara = person(small_house, record_id).id
    remind(small_house.tools, small_house.actor, record_id, sara, now=NOW)

    again = NOW + timedelta(minutes=minutes)
    with pytest.raises(Refused):
        remind(small_house.tools, small_house.actor, record_id, sara, now=again)


def test_who_has_answered_cannot_be_reminded_by_hand(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)

    sara = person(small_house, record_id).id
    with pytest.raises(Refused):
        remind(small_house.tools, small_house.actor, record_id, sara, now=NOW)


def test_an_answer_changed_for_the_better_wakes_the_reminders_again(small_house):
    """A no lets the other one be; a yes instead waits for them once more."""
    record_id, later = asked(small_house), NOW + FIVE
    answer(small_house, record_id, SARA, "no", "no", "no")
    assert remind_due(small_house.tools, now=NOW + FOUR) == 0

    answer(small_house, record_id, SARA, *YES, now=later)

    assert person(small_house, record_id, KARIM).remind_at == later + FOUR
    assert remind_due(small_house.tools, now=later + FOUR) == 1


def test_no_reminder_leaves_while_it_is_thought_over(small_house):
    """Also one that was on its way already: nothing was shared, so none is called back
    with what was."""
    record_id = asked(small_house)
    remind_due(small_house.tools, now=NOW + FOUR)
    given = {"doubt": "custody"}
    doubt(small_house.tools, small_house.actor, record_id, given, now=NOW + FOUR)
    small_house.work()

    assert reminders(small_house) == []


def test_nobody_is_reminded_of_a_link_that_is_closed(small_house):
    record_id = asked(small_house)
    sara = {"name": "S. L.", "email": "sara.lindgren@example.se", "language": "sv"}
    hidden = {**sara, "protected": True}
    save_person(small_house.tools, small_house.actor, hidden, now=NOW)

    one = person(small_house, record_id).id
    with pytest.raises(Refused):
        remind(small_house.tools, small_house.actor, record_id, one, now=NOW)
    assert remind_due(small_house.tools, now=NOW + FOUR) == 1
    assert person(small_house, record_id).reminders == 0
