"""A child's own words and a drawn name reach those they are for, and nobody else."""

import pytest

from service.core.consent import Role
from service.web import create_app
from tests.consent.asking import SARA, case_of
from tests.consent.copies import mailed, opened, rows_of
from tests.consent.desk import YES, record, seen
from tests.consent.reading import asked_today, come_in, guardian, say
from tests.consent.test_answers_on_pages import child_token
from tests.links import clock
from tests.reading import bare, said
from tests.web.browser import Browser

ALMA, VOICE = "Alma Haddad Lindgren", "Jag är rädd att pappa läser det här."
DRAWN, STROKE = "[[[11,22],[33,44]]]", "M11 22L33 44"
HINT = "Det här läser bara vi som frågar."
OWNER = ["ida.broman@example.se"]


@pytest.fixture
def consent(small_house):
    return asked_today(
        small_house,
        child_decides=True,
        child_policy="Från 12 år, enligt riktlinjen.",
        child_email="alma@example.se",
    )


@pytest.fixture
def answered(small_house, app, consent):
    """Let Alma say what she wants, and draw her name; then her mother answers."""
    [child] = [p for p in case_of(small_house, consent).participants if is_child(p)]
    token = child_token(small_house, child)
    alma = come_in(small_house, Browser(app.test_client()), token)
    assert HINT in alma.text
    say(alma, ALMA, *YES, voice=VOICE, drawing=DRAWN)
    sara = guardian(small_house, app, consent, SARA)
    assert HINT not in sara.text
    say(sara, SARA, *YES)
    small_house.work()
    return sara


def is_child(one):
    return one.role == Role.CHILD


def test_staff_read_what_the_child_says_and_see_what_it_drew(
    small_house, consent, answered
):
    staff = Browser(create_app(small_house.tools).test_client()).sign_in()
    page = staff.open(f"/records/{consent}")
    [alma] = [p for p in seen(small_house, consent, now=clock()).people if is_child(p)]

    assert (alma.given.voice, alma.given.strokes) == (VOICE, (STROKE,))
    assert VOICE in page.text
    assert f'<path d="{STROKE}"/>' in page.html
    assert 'aria-label="Underskrift som Alma Haddad Lindgren har ritat"' in page.html


def test_the_owner_is_told_that_there_is_something_to_read(small_house, answered):
    assert mailed(small_house, "A consent needs you") == OWNER
    assert not [m for m in small_house.mails() if VOICE in m.as_string()]


def test_it_stands_in_the_childs_own_files_and_in_no_guardians(
    small_house, consent, answered
):
    case = case_of(small_house, consent)
    roles = {one.id: one.role for one in case.participants}
    mine = [
        file for file in rows_of(small_house, consent) if file.media_type[-3:] == "pdf"
    ]
    told = {
        roles[row.participant_id]
        for row in mine
        if bare(VOICE) in said(opened(small_house, case, row), "pdf")
    }

    assert told == {Role.CHILD}
    assert VOICE not in answered.open("/c").text


def test_what_a_child_wrote_on_paper_is_written_down_too(small_house, consent):
    [alma] = [p for p in seen(small_house, consent, now=clock()).people if is_child(p)]
    staff = Browser(create_app(small_house.tools).test_client()).sign_in()
    path = f"/records/{consent}/people/{alma.id}/answer"

    assert "Vad de vill säga" in staff.open(path).text
    staff.send(
        {f"choices-{n}-answer": "yes" for n in range(3)}
        | {"route": "paper", "voice": VOICE},
        to=path,
    )
    small_house.work()

    assert VOICE in staff.open(f"/records/{consent}").text
    assert mailed(small_house, "A consent needs you") == OWNER


def test_a_guardian_has_no_such_field(small_house, consent):
    [sara] = [
        p for p in seen(small_house, consent, now=clock()).people if p.name == SARA
    ]
    staff = Browser(create_app(small_house.tools).test_client()).sign_in()

    page = staff.open(f"/records/{consent}/people/{sara.id}/answer")
    assert "Vad de vill säga" not in page.text


def test_each_answer_is_confirmed_to_whose_it_is(small_house, consent):
    """PROMISES 6.1: who has not answered learns that somebody did so in their name."""
    now = clock()
    today = now.date().isoformat()
    record(small_house, consent, SARA, *YES, answered_on=today, now=now)
    small_house.work()

    assert mailed(small_house, "Your answer has been received") == [
        "sara.lindgren@example.se"
    ]
