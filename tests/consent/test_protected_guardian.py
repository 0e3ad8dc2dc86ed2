"""A guardian with protected identity has no name where anybody else can read."""

import pytest

from service.actions.links import make_token
from tests.consent.asking import SARA, answers, case_of
from tests.consent.copies import opened, rows_of
from tests.consent.reading import asked_today, come_in, guardian, say
from tests.consent.test_between_guardians import squeezed, text_of
from tests.security.canary.listening import in_tables, logged, names_below
from tests.web.browser import Browser

NAME = "Skyddade Qvarnbäck"
WORDS = ("Skyddade", "Qvarnbäck")
YES = ("yes", "yes", "yes")
PAGES = ("/c", "/c/answer", "/c/question")


@pytest.fixture
def told(small_house, app):
    """Sara has answered beside somebody protected; return her browser, the rest too."""
    hers, his = answers()["guardians"]
    hidden = {**his, "name": NAME, "email": "", "protected": True, "identity": ""}
    with logged() as log:
        # One yes is enough, so that those who receive are told as well.
        rule = {"rule": "any", "rule_reason": "Beslut av nämnden."}
        consent = asked_today(small_house, guardians=[hers, hidden], **rule)
        sara = guardian(small_house, app, consent, SARA)
        say(sara, SARA, *YES)
        small_house.work()
    return consent, sara, log.getvalue()


def test_no_page_of_the_other_guardian_has_it(told):
    _, sara, _ = told
    for language in ("sv", "ar"):
        sara.open(f"/c/language/{language}")
        for address in PAGES:
            assert sara.open(address).status == 200
            assert no(sara.html)


def test_neither_mails_nor_files_of_others_have_it(small_house, told):
    consent, *_ = told
    case = case_of(small_house, consent)
    files = [row for row in rows_of(small_house, consent) if row.participant_id]

    assert len(files) >= 2
    for row in files:
        assert no(squeezed(text_of(opened(small_house, case, row))))
    for mail in small_house.mails():
        assert no(mail.as_string() + mail.get_body(("plain",)).get_content())


def test_who_receives_reads_it_nowhere(small_house, app, told):
    consent, *_ = told
    parties = [
        one
        for one in case_of(small_house, consent).participants
        if one.role == "receiver" and one.delivery_id
    ]
    assert parties
    token = make_token(parties[0].delivery_id, small_house.settings.secret_key)
    assert no(come_in(small_house, Browser(app.test_client()), token).html)


def test_neither_log_nor_tables_nor_names_of_files_have_it(small_house, told):
    _, _, log = told
    assert no(
        log + in_tables(small_house.engine) + names_below(small_house.settings.var)
    )


def test_lists_of_staff_name_no_guardian(small_house, app, told):
    staff = Browser(app.test_client()).sign_in()
    for address in ("/", "/records"):
        assert staff.open(address).status == 200
        assert "Skyddade" not in staff.html


def no(text: str) -> bool:
    return not any(word in text for word in WORDS)
