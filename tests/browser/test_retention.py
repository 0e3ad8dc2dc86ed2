"""A registrar's pages, on a phone in the dark and on a wide screen."""

import pytest

from service.actions import holding
from service.core.jobs import JobKind
from tests.browser.conftest import WIDTHS
from tests.browser.steps import sign_in
from tests.house import NOW, seed
from tests.jobs import rows
from tests.retention.keeping import begin_plan, old_record, registrar

TO_COME = {"years": 6, "plan": "Informationshanteringsplan 2026, rad 4.3"}


@pytest.fixture
def records(small_house):
    """Some that are due, one on hold, and some that become due in the coming years."""
    begin_plan(small_house)
    begin_plan(small_house, "mandate", **TO_COME)
    begin_plan(small_house, "notes", event="case_closed")
    held = {"reason": "Pågående tvist om mötets beslut"}
    made = [old_record(small_house, answers=_titled("minutes", n)) for n in range(3)]
    for year in (2020, 2021, 2021, 2024):
        dated = {"answers": {"dated": f"{year}-02-06", "milestones": []}}
        old_record(small_house, "mandate", **dated)
    old_record(small_house, "notes")
    who = registrar(small_house)
    holding.hold(small_house.tools, who, made[0], held, now=NOW)
    return made


def _titled(kind: str, number: int) -> dict[str, str]:
    return {"title": f"{seed(kind)['title']} ({number + 1})"}


@pytest.mark.parametrize("device", WIDTHS)
def test_a_plan_and_an_erasure_shut_nobody_out(small_house, looking, records, device):
    is_phone = device == "phone"
    with looking(f"retention-{device}", width=WIDTHS[device], dark=is_phone) as looker:
        page = looker.page
        sign_in(page, "Maja Lind")
        looker.open("/retention", name="overview")
        looker.open("/retention/kinds/notes/rules/new", name="rule")
        page.click("main button[type=submit]")
        looker.look("rule-wrong")
        looker.open("/retention/due", name="due")
        page.click("main form button[type=submit]")
        looker.look("due-wrong")
        for box in page.query_selector_all("main input[type=checkbox]"):
            box.check()
        page.click("main form button[type=submit]")
        looker.look("proposed")
        page.click("main .govuk-button--warning")
        looker.look("waiting")
        rows.make_everything_due(small_house)
        small_house.work(JobKind.ERASE)
        page.wait_for_selector(".hs-file")
        looker.look("done")


@pytest.mark.parametrize("device", WIDTHS)
def test_a_records_time_and_a_package_shut_nobody_out(
    small_house, looking, records, device
):
    is_phone = device == "phone"
    with looking(f"keeping-{device}", width=WIDTHS[device], dark=is_phone) as looker:
        page = looker.page
        sign_in(page, "Maja Lind")
        looker.open(f"/retention/records/{records[0]}", name="record")
        page.fill("#withdrawal", "igår")
        page.click("form[action$=days] button[type=submit]")
        looker.look("record-wrong")
        looker.open("/retention/packages", name="choice")
        page.click("main button[type=submit]")
        looker.look("packing")
        small_house.work(JobKind.ARCHIVE)
        page.wait_for_selector(".hs-file")
        looker.look("packed")
