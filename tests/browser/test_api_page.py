"""The page to try the API: what it offers, a person can press."""

from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS
from tests.house import seed


def test_a_request_made_on_the_page_is_answered_there(looking, small_house):
    with looking("api", width=WIDTHS["desktop"]) as looker:
        page = looker.page
        looker.open("/api/v1/", name="reference")
        page.fill("#try-key", small_house.api_key)
        page.select_option("#try-operation", "add_person")
        page.get_by_role("button", name="Skicka anropet").click()

        expect(page.locator("#try-status")).to_contain_text("201")
        assert '"id"' in page.input_value("#try-answer")
        looker.look("answered")


def test_a_draft_is_put_at_an_address_with_its_id(looking, small_house):
    with looking("api-phone", width=WIDTHS["phone"]) as looker:
        page = looker.page
        looker.open("/api/v1/", name="reference")
        page.fill("#try-key", small_house.api_key)
        page.select_option("#try-operation", "show_draft")
        unknown = seed("minutes")["held_on"]
        page.fill("#try-path", f"/api/v1/drafts/{unknown}")
        page.get_by_role("button", name="Skicka anropet").click()

        expect(page.locator("#try-status")).to_contain_text("404")
        assert page.locator("#try-body").is_hidden()


def test_every_operation_can_be_read_without_scripts(looking, small_house):
    with looking("api-plain", scripts=False) as looker:
        page = looker.page
        page.goto("/api/v1/")
        page.locator("#send_minutes summary").click()

        expect(page.locator("#send_minutes")).to_contain_text("/api/v1/records/minutes")
        assert page.locator("#try").is_hidden()
