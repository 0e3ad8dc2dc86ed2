"""Retention at the page: rules in words, what is due, and nothing gone by mistake."""

import pytest

from service.core.jobs import JobKind
from service.core.retention import Outlook
from service.web.retention.picture import HEIGHT, bars
from tests.jobs import rows
from tests.retention.keeping import CANARY, begin_plan, old_record
from tests.retention.test_packages import unzipped

NEW = "/retention/kinds/minutes/rules/new"
RULE = {"disposal": "erase", "years": "5", "event": "decision", "plan": "Plan 2026"}


@pytest.fixture
def maja(browser):
    """The registrar, signed in a moment ago."""
    return browser.sign_in("Maja Lind")


@pytest.fixture
def due(small_house):
    begin_plan(small_house)
    return old_record(small_house)


def test_a_rule_is_said_in_words_and_ends_in_the_history(maja):
    maja.open(NEW).send(RULE, to=NEW)
    assert "Gallras 5 år efter beslutet eller mötet Plan 2026" in maja.text

    address = maja.html.split('href="/retention/rules/')[1].split('"')[0]
    rule = f"/retention/rules/{address}"
    maja.open(rule).send({"years": "1"}, to=rule)
    assert "Gallras ett år efter beslutet eller mötet" in maja.text
    assert "Regler som har avslutats" in maja.text

    address = maja.html.split('href="/retention/rules/')[1].split('"')[0]
    maja.open(f"/retention/rules/{address}").send(to=f"/retention/rules/{address}/end")
    assert "Ingen regel: bevaras för alltid." in maja.text


def test_a_wrong_rule_is_told_at_its_field_and_nothing_is_lost(maja):
    maja.open(NEW).send({**RULE, "years": ""}, to=NEW)

    said = {"years": "Antal år: Skriv efter hur många år."}
    assert (maja.status, maja.problems) == (422, said)
    assert 'value="Plan 2026"' in maja.html


def test_what_is_due_is_chosen_seen_again_confirmed_and_can_be_stopped(
    small_house, maja, due
):
    maja.open("/retention/due")
    assert CANARY in maja.text
    assert "Räknas från 16 juni 2020. Får gallras sedan 17 juni 2021." in maja.text
    maja.send({f"record-{due}": "true"}, to="/retention/due")
    assert "Är det här det som ska gallras?" in maja.text
    assert CANARY in maja.text
    assert "gallras 24 timmar efter att du har bekräftat" in maja.text
    assert rows.job_rows(small_house, JobKind.ERASE) == []

    maja.send(to=f"{maja.path}/confirm")
    assert "Gallringen väntar och kan stoppas" in maja.text
    assert len(rows.job_rows(small_house, JobKind.ERASE)) == 1

    maja.send(to=f"{maja.path}/stop")
    assert "Gallringen stoppades" in maja.text


def test_what_went_is_certified(small_house, maja, due):
    maja.open("/retention/due").send({f"record-{due}": "true"}, to="/retention/due")
    run = maja.path
    maja.send(to=f"{run}/confirm")
    rows.make_everything_due(small_house)
    small_house.work()

    maja.open(run)
    assert "1 av 1 gallrade" in maja.text
    assert CANARY not in maja.html
    certificate = maja.client.get(f"{run}/certificate")
    assert certificate.data.startswith(b"%PDF")
    assert "gallringsintyg-" in certificate.headers["Content-Disposition"]
    over = maja.client.get(f"{run}/events").get_data(as_text=True)
    assert over.endswith("event: over\ndata: \n\n")
    assert maja.open(f"/records/{due}").status == 404


def test_choosing_nothing_is_told_and_what_was_ticked_stays(maja, due):
    maja.open("/retention/due").send(to="/retention/due")

    assert maja.status == 422
    assert maja.problems == {f"record-{due}": "Välj minst en handling."}


def test_a_hold_needs_a_reason_and_takes_the_record_out_of_what_may_go(maja, due):
    page = f"/retention/records/{due}"
    maja.open(page).send({"reason": ""}, to=f"{page}/hold")
    assert (maja.status, [*maja.problems]) == (422, ["hold"])

    maja.send({"reason": "Begärd av arkivet"}, to=f"{page}/hold")
    assert "Den är spärrad" in maja.text
    assert "Inget får gallras nu." in maja.open("/retention/due").text
    lift = maja.open(page).html.split('action="')[2:]
    address = next(a.split('"')[0] for a in lift if "/lift" in a.split('"')[0])
    maja.send({"reason": "Klart"}, to=address)
    assert "Ingen spärrar handlingen." in maja.text
    assert "Begärd av arkivet" in maja.text


def test_days_are_kept_and_a_birth_date_is_not(small_house, maja, due):
    page = f"/retention/records/{due}"
    days = {"born": "2008-02-29", "case_closed": "2021-01-02", "outcome": "granted"}
    maja.open(page).send(days, to=f"{page}/days")

    assert "28 februari 2026" in maja.text
    assert "2008-02-29" not in maja.html
    assert 'value="2021-01-02"' in maja.html


def test_a_day_that_cannot_be_keeps_the_others(maja, due):
    page = f"/retention/records/{due}"
    days = {"withdrawal": "igår", "case_closed": "2021-01-02"}
    maja.open(page).send(days, to=f"{page}/days")

    assert (maja.status, [*maja.problems]) == (422, ["withdrawal"])
    assert 'value="igår"' in maja.html
    assert 'value="2021-01-02"' in maja.html


def test_a_record_is_fetched_as_a_package(maja, due):
    answer = maja.client.get(f"/records/{due}/package")

    assert answer.mimetype == "application/zip"
    assert f"{due}/representations/rep1/data/revision-001.pdf" in unzipped(answer.data)


def test_a_choice_is_packed_by_a_job_and_fetched(small_house, maja, due):
    choose = "/retention/packages"
    maja.open(choose).send({"kind": "notes"}, to=choose)
    assert (maja.status, [*maja.problems]) == (422, ["kind"])

    maja.send({"kind": "minutes"}, to=choose)
    assert "0 av 1 handlingar packade" in maja.text
    page = maja.path
    small_house.work()

    assert "Paketet är klart" in maja.open(page).text
    assert "records.csv" in unzipped(maja.client.get(f"{page}/file").data)
    assert "Paketet är klart" in maja.client.get(f"{page}/events").get_data(
        as_text=True
    )


def test_a_record_leads_its_registrar_to_its_time_and_others_not(browser, due):
    link = f'href="/retention/records/{due}"'
    assert link not in browser.open(f"/records/{due}").html

    assert link in browser.sign_in("Maja Lind").open(f"/records/{due}").html


def test_the_bars_are_scaled_to_the_most():
    years = tuple((year, year - 2026) for year in range(2026, 2030))
    ahead = Outlook(due=6, held=0, waiting=0, kept=0, later=0, years=years)

    drawn = bars(ahead)

    assert [bar.year for bar in drawn] == [0, 2026, 2027, 2028, 2029]
    assert [bar.tall for bar in drawn][:3] == [HEIGHT, 0, round(HEIGHT / 6)]
