"""The pages of the texts for guardians: read, written beside the Swedish, reviewed."""

import pytest

from service.actions.consent_texts import text_for
from service.core.languages import GUARDIAN_LANGUAGES
from service.document.shipped_texts import shipped_text
from tests.web.browser import form_on

HERE = "/administration/texts"


def text_of(house, language):
    with house.tools.look(house.actor) as session:
        return text_for(session, house.actor.organisation_id, language)


def test_the_overview_says_how_every_language_stands(browser):
    browser.open("/administration").open(HERE)

    assert all(one.name in browser.text for one in GUARDIAN_LANGUAGES.values())
    assert browser.text.count("Inte granskad") == len(GUARDIAN_LANGUAGES) - 1
    assert "En jurist behöver godkänna" in browser.text


@pytest.mark.parametrize("language", GUARDIAN_LANGUAGES)
def test_a_text_stands_in_its_own_direction_with_the_swedish_beside(browser, language):
    known = GUARDIAN_LANGUAGES[language]
    browser.open(f"{HERE}/{language}")

    assert f'lang="{known.tag}" dir="{known.direction}"' in browser.html
    assert shipped_text(language).privacy[-1].text in browser.text
    if language != "sv":
        assert shipped_text("sv").if_no in browser.text


def test_a_new_swedish_version_makes_the_others_old(small_house, browser):
    browser.open(f"{HERE}/sv/edit").send({"lead": "Läs först."}, to=f"{HERE}/sv/edit")

    assert browser.path == f"{HERE}/sv"
    assert text_of(small_house, "sv").lead == "Läs först."
    browser.open(HERE)
    others = len(GUARDIAN_LANGUAGES) - 1
    assert browser.text.count("Äldre än den svenska") == others


def test_a_translation_is_written_reviewed_and_then_says_so(small_house, browser):
    place = f"{HERE}/ar"
    browser.open(f"{place}/edit").send({"lead": "القرار لك."}, to=f"{place}/edit")
    assert text_of(small_house, "ar").lead == "القرار لك."

    browser.send({"by": ""}, to=f"{place}/review")
    assert (browser.status, list(browser.problems)) == (422, ["by"])
    browser.send({"by": "Tolkbyrån AB"}, to=f"{place}/review")

    assert "Granskad av Tolkbyrån AB" in browser.text
    assert f'action="{place}/review"' not in browser.html


def test_the_swedish_text_is_approved_by_name(small_house, browser):
    browser.open(f"{HERE}/sv").send({"by": "Jurist Ek"}, to=f"{HERE}/approve")

    assert "Godkänd" in browser.text
    assert text_of(small_house, "sv").is_approved


def test_what_cannot_be_saved_keeps_all_that_was_written(small_house, browser):
    wrong = {"lead": "Läs {allt}.", "privacy-0-text": ""}
    browser.open(f"{HERE}/fi/edit").send(wrong, to=f"{HERE}/fi/edit")

    assert browser.status == 422
    assert list(browser.problems) == ["lead", "privacy-0-text"]
    fields = form_on(browser.html, f"{HERE}/fi/edit").fields
    assert fields["lead"] == ["Läs {allt}."]
    assert text_of(small_house, "fi").number == 1


def test_a_row_is_added_to_the_swedish_text_and_one_is_taken_away(small_house, browser):
    n = len(shipped_text("sv").privacy)
    more = {f"privacy-{n}-heading": "Mer?", f"privacy-{n}-text": "Ja."}
    place = f"{HERE}/sv/edit"
    browser.open(place).send(
        {**more, "privacy-0-heading": "", "privacy-0-text": ""}, to=place
    )
    assert text_of(small_house, "sv").privacy[-1].heading == "Mer?"
    assert len(text_of(small_house, "sv").privacy) == n


def test_who_saves_after_somebody_else_is_told_and_loses_nothing(browser):
    place = f"{HERE}/sv/edit"
    browser.open(place).send({"lead": "Först."}, to=place)
    browser.open(place).send({"lead": "Sedan.", "after": "1"}, to=place)

    assert browser.status == 409
    assert "Någon har sparat en nyare version" in browser.text
    assert form_on(browser.html, place).fields["lead"] == ["Sedan."]


def test_every_version_can_be_read(browser):
    place = f"{HERE}/en/edit"
    browser.open(place).send({"lead": "Read it."}, to=place)

    assert "You decide." in browser.open(f"{HERE}/en/versions/1").text
    assert "Read it." in browser.open(f"{HERE}/en/versions/2").text
    assert browser.open(f"{HERE}/en/versions/3").status == 404
    assert browser.open(f"{HERE}/xx").status == 404


def test_a_reader_reads_and_is_offered_no_pen(stranger):
    stranger.sign_in("Lena Frost")

    assert "Inte granskad" in stranger.open(f"{HERE}/pl").text
    assert "/edit" not in stranger.html
    assert stranger.open(f"{HERE}/pl/edit").status == 403
