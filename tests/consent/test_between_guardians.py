"""Nothing of one guardian reaches the other: no page, mail or file of theirs has it."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from service.actions.links import make_token
from tests.consent.asking import KARIM, SARA, answers, case_of, token_of
from tests.consent.copies import opened, rows_of
from tests.consent.reading import asked_today, come_in, guardian, say
from tests.web.browser import Browser

YES = ("yes", "yes", "yes")
# What is known of him, what he writes and what he draws: none of it is hers to see.
HIS = {
    "email": "hemlig.adress@example.se",
    "phone": "070-174 06 35",
    "identity": "19900101-2385",
    "custody_checked": "Tingsrättens dom",
}
WRITTEN = "Kanarieorsaken"
ASKED = "Kanariefrågan"
DRAWN = "[[[11,22],[33,44]]]"
CANARIES = (*HIS.values(), WRITTEN, ASKED, "M11 22L33 44", "199001012385")
PAGES = ("/c", "/c/answer", "/c/question", "/c/question/sent", "/c/paper/sent")


@pytest.fixture
def consent(small_house):
    """Ask both guardians, with what is secret of him."""
    hers, his = answers()["guardians"]
    return asked_today(small_house, guardians=[hers, {**his, **HIS}])


@pytest.fixture
def answered(small_house, app, consent):
    """Let him answer, ask and draw; then her. Return her browser."""
    karim = guardian(small_house, app, consent, KARIM)
    say(
        karim, KARIM, "yes", "partly schooling", "no", exclusions=WRITTEN, drawing=DRAWN
    )
    karim.open("/c/question").send({"text": ASKED}, to="/c/question")
    sara = guardian(small_house, app, consent, SARA)
    say(sara, SARA, *YES)
    small_house.work()
    return sara


def test_no_page_shows_the_others_anything(answered):
    for language in ("sv", "ar"):
        answered.open(f"/c/language/{language}")
        for address in PAGES:
            html = answered.open(address).html
            assert answered.status == 200
            assert [one for one in CANARIES if one in html] == []


def test_a_receipt_says_that_the_other_has_answered_and_not_what(answered):
    text = answered.open("/c").text

    assert "Karim Haddad : har svarat" in text
    assert "Alla har svarat." in text
    assert text.count("Delvis") == text.count("Nej") == 0


def test_no_mail_to_her_has_it(small_house, answered):
    hers = [
        mail.as_string() + mail.get_body(("plain",)).get_content()
        for mail in small_house.mails()
        if "sara.lindgren" in str(mail["To"])
    ]

    assert len(hers) > 1
    assert [one for one in CANARIES for mail in hers if one in mail] == []


def test_no_file_of_hers_has_it(small_house, consent, answered):
    case = case_of(small_house, consent)
    me = next(one.id for one in case.participants if one.position == 0)
    files = [
        opened(small_house, case, row)
        for row in rows_of(small_house, consent)
        if row.participant_id == me
    ]

    assert files
    for file in files:
        assert [
            one for one in CANARIES if squeezed(one) in squeezed(text_of(file))
        ] == []


def test_who_receives_sees_their_own_part_and_names_only(
    small_house, app, consent, answered
):
    case = case_of(small_house, consent)
    school = next(
        one for one in case.participants if one.delivery_id and one.role == "receiver"
    )
    token = make_token(school.delivery_id, small_house.settings.secret_key)
    reader = come_in(small_house, Browser(app.test_client()), token)

    assert "Ett samtycke gäller." in reader.text
    for said in ("Alma Haddad Lindgren", "Ekbackens skola", "Psykisk hälsa", SARA):
        assert said in reader.text
    assert "Socialsekreterare" not in reader.text
    # What must not be shared is for them to know, though not who said it.
    assert WRITTEN in reader.html
    assert [one for one in CANARIES if one in reader.html and one != WRITTEN] == []
    for address in ("/c/answer", "/c/question", "/c/question/sent", "/c/files/pdf"):
        assert reader.open(address).status == 404


def test_before_it_applies_who_receives_has_no_link(small_house, consent):
    waiting = case_of(small_house, consent).participants

    assert not [one for one in waiting if one.role == "receiver" and one.delivery_id]
    assert token_of(small_house, consent, SARA)


def text_of(file: bytes) -> str:
    if not file.startswith(b"%PDF-"):
        return file.decode()
    return "".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
