"""The audit trail's pages, seen on a phone in the dark and on a wide screen."""

from datetime import UTC, datetime, timedelta

import pytest

from service.actions.anchoring import seal_days
from service.actions.glass import break_glass
from service.actions.reading import get_record
from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in
from tests.house import sending


@pytest.fixture
def record_id(small_house):
    """A confidential record that some have looked at, one in an emergency."""
    now = datetime.now(UTC)
    wish = sending(classification="confidential", attach=[])
    record_id = small_house.submit(sending=wish, now=now).record_id
    alex = small_house.actor_of("alex.winter")
    opened = {"reason": "Barnet behövde hjälp i natt.", "understood": True}
    break_glass(small_house.tools, alex, record_id, **opened, now=now)
    for who in (alex, small_house.actor_of("maja.lind"), small_house.actor):
        get_record(small_house.tools, who, record_id, now=now)
    seal_days(small_house.tools, now=now + timedelta(days=1))
    return record_id


def test_the_audit_browser_shuts_nobody_out(looking, record_id):
    with looking("audit", *EVERYWHERE) as looker:
        sign_in(looker.page, "Eva Dahl")
        looker.open("/audit", name="latest")
        looker.page.select_option("#what", "looked")
        looker.page.click("text=Visa >> nth=-1")
        looker.page.click("summary >> nth=1")
        looker.look("selected")


def test_who_has_seen_a_record_shuts_nobody_out(looking, record_id):
    with looking("looks", *EVERYWHERE) as looker:
        sign_in(looker.page, "Maja Lind")
        looker.open(f"/records/{record_id}/looks", name="looks")
