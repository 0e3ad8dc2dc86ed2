"""The texts for guardians, seen by who writes them: Arabic and Swedish side by side."""

from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in

HERE = "/administration/texts"
ARABIC_FACE = "document.fonts.check('18px Vazirmatn', 'ن')"


def test_a_translation_is_written_beside_the_swedish(looking):
    with looking("texts", *EVERYWHERE) as looker:
        page = looker.page
        sign_in(page)
        looker.open(f"{HERE}/ar", name="arabic")
        assert page.evaluate(ARABIC_FACE)
        looker.open(f"{HERE}/ar/edit", name="edit")
        page.fill("#lead", "{wrong}")
        page.get_by_role("button", name="Spara som version 2").click()
        looker.look("wrong")
        page.fill("#lead", "القرار لك.")
        page.get_by_role("button", name="Spara som version 2").click()
        looker.open(HERE, name="overview")
