"""A registrar's pages, on a phone in the dark and on a wide screen."""

import pytest

from service.actions import holding
from service.core.jobs import JobKind
from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in
from tests.house import NOW
from tests.jobs import rows
from tests.retention.keeping import begin_plan, old_record, registrar

LONG_NAME = "Informationshanteringsplan 2026, rad 4.3"


@pytest.fixture
def held(small_house):
    """A record on hold, beside one that is due and one that waits for a day: its id."""
    begin_plan(small_house, plan=LONG_NAME)
    begin_plan(small_house, "notes", event="case_closed")
    old_record(small_house, answers={"title": "Protokoll från Åsö, 16 juni 2020"})
    old_record(small_house, "notes")
    record_id, why = old_record(small_house), {"reason": "Pågående tvist om beslutet"}
    who = registrar(small_house)
    holding.hold(small_house.tools, who, record_id, why, now=NOW)
    return record_id


def test_retention_shuts_nobody_out(small_house, looking, held):
    with looking("retention", *EVERYWHERE) as looker:
        sign_in(looker.page, "Maja Lind")
        looker.open("/retention", name="overview")
        _make_mistakes(looker, held)
        _erase(small_house, looker)
        _pack(small_house, looker)


def _make_mistakes(looker, held) -> None:
    page = looker.page
    page.goto("/retention/kinds/notes/rules/new")
    page.click("main button[type=submit]")
    looker.look("rule")
    page.goto(f"/retention/records/{held}")
    page.fill("#withdrawal", "igår")
    page.click("form[action$=days] button[type=submit]")
    looker.look("record")
    page.goto("/retention/due")
    page.click("main form button[type=submit]")
    looker.look("due")


def _erase(house, looker) -> None:
    page = looker.page
    page.check("main input[type=checkbox]")
    page.click("main form button[type=submit]")
    looker.look("proposed")
    page.click("main .govuk-button--warning")
    rows.make_everything_due(house)
    house.work(JobKind.ERASE)
    page.wait_for_selector(".hs-file")
    looker.look("done")


def _pack(house, looker) -> None:
    page = looker.page
    looker.open("/retention/packages", name="choice")
    page.click("main button[type=submit]")
    house.work(JobKind.ARCHIVE)
    page.wait_for_selector(".hs-file")
    looker.look("packed")
