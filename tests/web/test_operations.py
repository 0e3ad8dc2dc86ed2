"""Operations: what has stopped is said in plain words, and moved on with a reason."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from service.actions.measuring import Mails, mails_since
from service.actions.operating import held_queues, stopped_jobs
from service.core.actor import SYSTEM
from service.core.jobs import QUEUES, JobKind, JobState
from service.store.tables.jobs import JobRow
from service.web.operations.chart import HEIGHT, bars
from service.web.operations.naming import HEADINGS, QUEUE_NAMES

REFUSED = {"state": JobState.DEAD, "death": "permanent", "last_code": "recipient_550"}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def job(small_house):
    """Return a mail job that has stopped at a refused address."""
    small_house.submit()
    small_house.work()
    with small_house.tools.begin(SYSTEM) as work:
        mails = update(JobRow).where(JobRow.kind == JobKind.MAIL)
        work.session.execute(mails.values(**REFUSED))
    [stopped] = stopped_jobs(small_house.tools, small_house.actor)
    return stopped


def test_nothing_stopped_means_that_everything_works(browser):
    assert "Tjänsten fungerar" in browser.open("/operations").text


def test_what_has_stopped_is_said_in_words_and_codes_stay_with_technicians(
    browser, job
):
    html = browser.open("/operations").html
    words, _, codes = html.partition("<details")

    assert "Ett mejl kunde inte skickas" in words
    assert "Adressen avvisades." in words
    assert f'href="/records/{job.record_id}#deliveries"' in words
    assert "recipient_550" not in words
    assert "recipient_550" in codes


def test_a_job_runs_again_with_a_reason_that_its_timeline_keeps(
    small_house, browser, job
):
    path = f"/operations/jobs/{job.id}"

    browser.open(path).send({"reason": "Adressen är rättad"}, to=f"{path}/rerun")
    small_house.work()

    assert browser.path == "/operations"
    assert "Adressen är rättad" in browser.open(path).text
    assert len(small_house.mails()) == 2


def test_every_kind_of_job_and_its_queue_has_a_name():
    assert HEADINGS.keys() == set(JobKind)
    assert QUEUE_NAMES.keys() == set(QUEUES.values())


@pytest.mark.parametrize("reason", ["  ", "\0"])
def test_no_job_runs_again_without_a_reason(small_house, browser, job, reason):
    path = f"/operations/jobs/{job.id}"

    browser.open(path).send({"reason": reason}, to=f"{path}/rerun")

    assert browser.status == 422
    assert list(browser.problems) == ["reason"]
    assert stopped_jobs(small_house.tools, small_house.actor)


def test_a_held_queue_says_why_and_goes_on_when_released(small_house, browser):
    queue = "/operations/queues/deliver"

    browser.open("/operations").send({"reason": "Flytt i natt"}, to=f"{queue}/hold")
    assert "Flytt i natt" in browser.text

    browser.send(to=f"{queue}/release")
    assert held_queues(small_house.tools) == {}


def test_no_queue_is_held_without_a_reason(small_house, browser):
    browser.open("/operations").send(to="/operations/queues/render/hold")

    assert browser.status == 422
    assert list(browser.problems) == ["reason-render"]
    assert held_queues(small_house.tools) == {}


def test_an_unknown_queue_or_job_is_not_found(browser):
    browser.open("/operations").post("/operations/queues/x/hold", {"reason": "y"})
    assert browser.status == 404
    assert browser.open(f"/operations/jobs/{uuid4()}").status == 404


def test_the_tallest_day_fills_the_chart():
    last = date(2026, 3, 2)
    mails = Mails(sent=Counter({last: 3}), failed=Counter({last: 1}))

    *_, before, shown = bars(mails, last=last)

    assert (shown.day, shown.sent, shown.failed) == (last, 3, 1)
    assert shown.tall + shown.tall_failed == HEIGHT
    assert before.total == 0


def test_mails_count_on_the_swedish_day_they_ended(small_house):
    small_house.submit()
    small_house.work()

    tools, since = small_house.tools, datetime.now(UTC) - timedelta(days=1)
    mails = mails_since(tools, small_house.actor, since)

    assert (sum(mails.sent.values()), sum(mails.failed.values())) == (1, 0)
    assert not mails_since(tools, small_house.actor, since + timedelta(days=2)).sent
