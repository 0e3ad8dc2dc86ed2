"""The form of a consent as staff fill it in: what it offers, understands and says."""

import re
from datetime import timedelta

import pytest

from service.core.day import home_day
from service.web.context import now
from tests.consent.asking import ANSWERS
from tests.consent.reading import a_last_day
from tests.web.answers import filled
from tests.web.browser import form_on

FORM = "/new/consent"
OFFERED = "Som i ditt senaste samtycke. Ändra om det inte stämmer."


def today():
    return home_day(now())


def asks(**changes):
    """Return the form's fields; of the seed's, the last day is one that will come."""
    lasts = {"valid_to": a_last_day()}
    return filled("consent", **(lasts | changes))


def shown(browser, name):
    return form_on(browser.html).fields.get(name, [""])[0]


def test_a_new_form_offers_what_it_can_know_and_has_a_row_for_a_guardian(browser):
    browser.open(FORM)

    year = today().replace(day=1, year=today().year + 1)
    assert shown(browser, "valid_to").startswith(str(year)[:7])
    assert shown(browser, "contact_name") == "Ida Broman"
    assert shown(browser, "custodian")
    assert "Från ditt konto." in browser.text
    assert 'id="guardians-0-name"' in browser.html
    assert "klart" not in _index(browser)


def test_who_asked_before_need_not_type_it_again(browser, small_house):
    browser.open(FORM).send(asks(contact_name="Maria Ek"))
    browser.send(to=browser.path.replace("check", "send"))

    browser.open(FORM)
    assert shown(browser, "contact_name") == "Maria Ek"
    assert shown(browser, "storage") == ANSWERS["storage"]
    assert browser.text.count(OFFERED) == 5
    assert shown(browser, "child_name") == ""


def test_the_index_ticks_only_what_somebody_has_answered(browser):
    browser.open(FORM).send({"do": "later", "storage": "Arkivet"})
    browser.open(_draft(browser))

    # What was offered has been sent in by now, so it has been seen.
    assert _ticked(browser) == ["Hur länge", "Kontakt och förvaring"]


def test_each_problem_is_told_with_its_row_and_question(browser):
    wrong = {
        "guardians-1-email": "sara(at)",
        "guardians-0-custody_checked_on": "2020-13-01",
        "parties-0-organisation": "",
        "custodian": "",
    }
    browser.open(FORM).send(asks(**wrong))

    assert browser.status == 422
    assert browser.problems["guardians-1-email"].startswith(
        "Vårdnadshavare 2, E-post: Skriv en adress"
    )
    assert browser.problems["guardians-0-custody_checked_on"].startswith(
        "Vårdnadshavare 1, När kontrollerades den? Det datumet finns inte"
    )
    assert browser.problems["parties-0-organisation"].startswith("Verksamhet 1: Fyll i")
    assert browser.problems["custodian"] == "Fyll i ”Vem förvarar svaren?”."
    assert "Vårdnadshavare 2, " not in _errors(browser)


def test_it_is_told_in_english_too(browser):
    browser.open("/language/en")
    browser.open(FORM).send(asks(**{"guardians-1-email": "sara(at)"}))

    said = browser.problems["guardians-1-email"]
    assert said.startswith("Guardian 2, E-mail: Write one address")


def test_the_form_with_its_problems_is_fetched_and_not_posted(browser):
    """So the browser's way back never asks whether to send it all once more."""
    page = browser.open(FORM).post(FORM, asks(custodian="")).page

    assert page.status_code == 303
    browser.open(page.location)
    assert browser.status == 422
    assert shown(browser, "child_name") == ANSWERS["child_name"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("i dag", timedelta(0)), ("idag", timedelta(0)), ("I GÅR", timedelta(days=-1))],
)
def test_a_day_near_today_is_kept_as_that_day(browser, typed, meant):
    browser.open(FORM).send(asks(**{"guardians-0-custody_checked_on": typed}))
    assert browser.path.endswith("/check")

    browser.open(_draft(browser))
    day = shown(browser, "guardians-0-custody_checked_on")
    assert day == str(today() + meant)


def test_a_day_without_its_year_is_the_one_that_makes_sense(browser):
    said = {"guardians-0-custody_checked_on": "9 februari", "valid_to": "9 februari"}
    browser.open(FORM).send(asks(**said)).open(_draft(browser))

    checked = shown(browser, "guardians-0-custody_checked_on")
    assert checked <= str(today()) <= shown(browser, "valid_to")
    assert checked[4:] == shown(browser, "valid_to")[4:] == "-02-09"


def test_a_number_of_ten_digits_is_shown_with_all_twelve(browser):
    browser.open(FORM).send(asks(**{"guardians-0-identity": "811218-9876"}))
    browser.open(_draft(browser))

    assert shown(browser, "guardians-0-identity") == "198112189876"


def test_who_would_be_a_hundred_is_asked_for_the_whole_number(browser):
    browser.open(FORM).send(asks(**{"guardians-0-identity": "811218+9876"}))

    assert "till exempel 20140517-2386" in browser.problems["guardians-0-identity"]
    assert shown(browser, "guardians-0-identity") == "811218+9876"


def test_a_consent_lasts_no_longer_than_the_house_allows(browser):
    longest = today() + timedelta(days=731 + 5)
    browser.open(FORM).send(asks(valid_to=str(longest)))

    assert re.match(
        "Till och med: (Ett samtycke får inte gälla längre|Skriv ett år)",
        browser.problems["valid_to"],
    )


def test_a_draft_is_known_by_initials_and_what_it_is_about(browser):
    browser.open(FORM).send(asks(reference="", do="later"))

    assert "Alma" not in browser.text
    assert "A.H.L., Vi vill samordna stödet så att A. får" in browser.text


def test_a_sent_one_is_known_by_initials_and_reference(browser):
    browser.open(FORM).send(asks())
    browser.send(to=browser.path.replace("check", "send"))

    assert "A.H.L., BUN-2026-0142" in browser.open("/").text
    assert "Alma" not in browser.text


def test_staff_are_asked_about_old_custody_and_who_could_find_a_protected(browser):
    old = {"guardians-0-custody_checked_on": "2020-01-01"}
    hidden = {"guardians-1-protected": "true", "guardians-1-email": ""}
    browser.open(FORM).send(asks(**old, **hidden))

    assert "Vårdnaden kontrollerades för mer än två år sedan." in browser.text
    assert "var den som har skyddade personuppgifter bor" in browser.text


def _draft(browser):
    return re.search(r'href="(/drafts/[0-9a-f-]+)"', browser.open("/").html)[1]


def _index(browser):
    return re.search(r"hs-side-index.*?</nav>", browser.html, re.DOTALL)[0]


def _ticked(browser):
    """Return the sections that the index says are done."""
    return re.findall(r"<span>([^<]+)<span [^>]*>, klart<", _index(browser))


def _errors(browser):
    return " ".join(
        re.findall(r'class="govuk-error-message">(.*?)</p>', browser.html, re.DOTALL)
    )
