"""Staff ask for a consent and follow it: on a desk and on a phone, and looked at."""

import re
from uuid import UUID

from playwright.sync_api import expect

from service.actions.drafts import save_draft
from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in
from tests.consent.asking import KARIM, SARA, answer, answers
from tests.consent.reading import a_last_day
from tests.house import NOW
from tests.links import clock


def draft_of(house) -> str:
    """Return the address of a draft that is filled in already."""
    asks = answers(valid_to=a_last_day())
    kept = save_draft(house.tools, house.actor, kind="consent", answers=asks, now=NOW)
    return f"/drafts/{kept.id}"


def test_a_consent_is_asked_for_followed_and_answered(looking, small_house):
    with looking("consent-staff", *EVERYWHERE) as eyes:
        page = eyes.page
        sign_in(page)
        eyes.look("start")
        eyes.open("/new/consent", name="empty form")
        _asks_for_more_when_it_matters(page)
        eyes.open(draft_of(small_house), name="form")
        page.locator(".govuk-button-group button:not([name])").first.click()
        expect(page).to_have_url(re.compile("/check"))
        eyes.look("check")
        page.goto(page.url + "?sees=2")
        eyes.look("check arabic")
        page.get_by_role("link", name="Se den som sida").click()
        eyes.look("seen by")
        page.go_back()
        page.get_by_role("button", name="Be om samtycke").click()
        expect(page).to_have_url(re.compile("/records/"))
        small_house.work()
        _follow(eyes, small_house, UUID(page.url.rpartition("/")[2]))


def _asks_for_more_when_it_matters(page) -> None:
    """What has been written stays to be seen when nothing asks for it any more."""
    policy = page.get_by_label("Enligt vilken rutin")
    email = page.locator("#child_email")
    for sight in reversed(EVERYWHERE):
        page.set_viewport_size(sight.size)
        expect(policy).to_be_hidden()
    page.get_by_label("Barnet svarar också självt").check()
    expect(policy).to_be_visible()
    email.fill("alma@example.se")
    page.get_by_label("Barnet svarar också självt").uncheck()
    expect(policy).to_be_hidden()
    expect(email).to_be_visible()
    added = page.locator("#guardians-0")
    expect(added.get_by_label("Tolkens namn")).to_be_hidden()
    added.get_by_label("På plats").check()
    expect(added.get_by_label("Tolkens namn")).to_be_visible()


def _follow(eyes, house, record_id) -> None:
    page = eyes.page
    page.goto(f"/records/{record_id}")
    expect(page.get_by_text("Frågan är skickad").first).to_be_visible()
    eyes.look("asked")
    answer(house, record_id, SARA, "yes", "partly schooling", "no", now=clock())
    page.goto(f"/records/{record_id}")
    page.get_by_text("Det här kan du göra").nth(1).click()
    page.get_by_role("link", name=f"Skriv ner ett svar från {KARIM}").click()
    page.get_by_role("button", name="Skriv ner svaret").click()
    eyes.look("unanswered")
    for place in range(3):
        page.locator(f"#choices-{place}-answer").check()
    page.get_by_label("Muntligt").check()
    page.get_by_role("button", name="Skriv ner svaret").click()
    expect(page.get_by_text("Svaret är nedskrivet.")).to_be_visible()
    eyes.look("answered")
    eyes.open(f"/records/{record_id}/hand-over", name="hand over")
    eyes.open(f"/records/{record_id}/doubt", name="doubt")
    page.get_by_label("Vårdnaden har ändrats").check()
    page.get_by_role("button", name="Stoppa delningen").click()
    eyes.look("thought over")
    eyes.open("/", name="board")
    eyes.open("/consents", name="all consents")
