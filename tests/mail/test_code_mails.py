"""The mail with a one-time code: to whom, in which words, and never too late."""

from service.core.codes import CODE_LIVES
from service.core.jobs import JobKind, JobState
from service.store.tables.access import NoticeRow
from tests import links
from tests.actions.people import person
from tests.house import TO_IDA
from tests.jobs import rows
from tests.links import clock


def test_a_code_is_mailed_to_the_address_of_the_link(house):
    code = links.ask(house, links.sent(house, now=clock()), now=clock())

    house.work()

    mail = house.mails()[-1]
    assert f"{code[:3]} {code[3:]}" in text_of(mail)
    assert mail["To"] == "Ida Broman <ida.broman@example.se>"
    assert mail["From"].startswith("Region Örebro län <")
    assert mail["Subject"] == "Din kod"
    assert "Protokoll" not in text_of(mail)


def test_the_address_of_a_code_stands_nowhere_in_the_clear(house):
    links.ask(house, links.sent(house))

    [notice] = rows.rows(house, NoticeRow)
    assert (notice.to_name, notice.to_address) == ("", "")


def test_a_code_speaks_the_recipients_language(small_house):
    token = links.sent(small_house, now=clock(), typed=[{**TO_IDA, "language": "en"}])

    links.ask(small_house, token, now=clock())
    small_house.work()

    mail = small_house.mails()[-1]
    assert (mail["Subject"], mail["Content-Language"]) == ("Your code", "en")


def test_a_code_that_has_run_out_is_not_sent_late(house):
    token = links.sent(house, now=clock() - CODE_LIVES)
    links.ask(house, token, now=clock() - CODE_LIVES)

    house.work()

    job = rows.one_job(house, JobKind.NOTICE)
    assert (job.state, job.last_code) == (JobState.CANCELLED, "late")
    assert len(house.mails()) == 1


def test_a_code_that_a_newer_one_has_replaced_is_not_sent(house):
    token = links.sent(house, now=clock())
    for _ in "12":
        links.ask(house, token, now=clock())

    house.work()

    states = [job.state for job in rows.job_rows(house, JobKind.NOTICE)]
    assert states == [JobState.CANCELLED, JobState.SUCCEEDED]


def test_a_code_that_was_used_is_not_sent_once_more(small_house):
    """The mail came after all, though the relay had said that it would not."""
    token = links.sent(small_house, now=clock())
    code = links.ask(small_house, token, now=clock())
    links.enter(small_house, token, code, now=clock())

    small_house.work()

    assert rows.one_job(small_house, JobKind.NOTICE).state == JobState.CANCELLED


def test_who_is_protected_by_now_gets_no_code(house):
    known = person(house, "Ylva Rosén", "ylva@example.se")
    token = links.sent(house, now=clock(), typed=[], people=[str(known)])
    links.ask(house, token, now=clock())
    person(house, "Ylva Rosén", "ylva@example.se", protected=True, person_id=known)

    house.work()

    assert rows.one_job(house, JobKind.NOTICE).last_code == "protected"
    assert len(house.mails()) == 1


def test_a_code_goes_before_the_mails_that_nobody_waits_for(small_house):
    token = links.sent(small_house, now=clock())
    small_house.submit()
    small_house.work(JobKind.RENDER)
    links.ask(small_house, token, now=clock())

    small_house.work()

    assert [m["Subject"] for m in small_house.mails()][1] == "Din kod"


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
