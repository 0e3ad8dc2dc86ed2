"""The pages of many consents: a file in, its bad rows back, and a human in between."""

import csv
from io import BytesIO, StringIO

import pytest

from service.actions.drafts import save_draft
from service.core.jobs import JobKind
from service.core.spreadsheet import BOM
from tests.consent.asking import answers
from tests.consent.many import CHECKED, draft, file, go_on, make_stale, many, row
from tests.consent.reading import a_last_day
from tests.house import NOW
from tests.jobs import rows

HOME = "/consents/batches"
FORMULA = '=HYPERLINK("http://example.se";"x")'


@pytest.fixture
def upload(small_house, browser):
    """Return a function that reads a file in with a question of one's own."""
    pattern = draft(small_house, valid_to=a_last_day())

    def send(content: bytes):
        browser.open(HOME)
        return browser.send(
            {"draft": str(pattern), "file": (BytesIO(content), "barn.csv")}, to=HOME
        )

    return send


def test_a_file_goes_from_the_desk_to_the_last_request(small_house, browser, upload):
    upload(many(2))
    assert "2 barn kan tas med" in browser.text
    page = browser.path
    browser.open(f"{page}/release")
    assert "Barn Åberg 1" in browser.text

    browser.send({"typed": "3"}, to=f"{page}/release")
    assert (browser.status, list(browser.problems)) == (422, ["typed"])
    browser.send({"typed": "2"}, to=f"{page}/release")
    browser.send(to=f"{page}/pause")
    assert "Pausat" in browser.text
    assert "1 fil med samtycken står stilla." in browser.open("/").text
    browser.open(page).send(to=f"{page}/resume")
    rows.make_everything_due(small_house)
    small_house.work(JobKind.BATCH)

    browser.open(page)
    assert "2 av 2 tillfrågade" in browser.text
    browser.open(f"{page}/events")
    assert "event: over" in browser.html


def test_the_bad_rows_come_back_as_a_file_that_runs_nothing(browser, upload):
    bad = '"' + FORMULA.replace('"', '""') + '"'
    upload(file(row(1), f"Alma;{bad};Sara;sara@example.se;;;;;{CHECKED}"))
    assert "Rad 3, Födelsedatum" in browser.text

    browser.open(f"{browser.path}/rows.csv")

    table = list(csv.reader(StringIO(browser.html.removeprefix(BOM)), delimiter=";"))
    assert table[1][:3] == ["3", "Födelsedatum", f"'{FORMULA}"]


def test_what_is_wrong_with_a_file_is_told_at_the_field(browser, upload):
    upload(b"Namn;Adress\nAlma;Storgatan 1")

    assert browser.status == 422
    assert "Namn, Adress" in browser.problems["file"]


def test_without_a_question_nothing_is_read(browser):
    browser.open(HOME).send({"file": (BytesIO(many(1)), "barn.csv")}, to=HOME)

    assert (browser.status, list(browser.problems)) == (422, ["draft"])


def test_thrown_away_it_is_still_told_that_it_was(browser, upload):
    upload(many(1))
    page = browser.path

    browser.send(to=f"{page}/throw-away")

    assert browser.path == HOME
    assert "Kastad" in browser.open(page).text


def test_a_guess_about_the_encoding_is_told(browser, upload):
    upload(many(1).decode().encode("cp1252"))

    assert "Windows-1252" in browser.text


def test_the_example_can_be_read_in(browser, upload):
    example = browser.open(f"{HOME}/example.csv").page.get_data()

    upload(example)

    assert "2 barn kan tas med" in browser.text


def test_it_is_not_for_everybody(browser):
    browser.client.get("/sign-out")
    browser.sign_in("Maja Lind")

    assert browser.open(HOME).status == 403


def test_good_rows_are_shown_as_they_were_read(browser, upload):
    upload(many(21).decode().encode("cp1252"))

    assert "Barn Åberg 1 2014-05-02" in browser.text
    assert "sara.20@example.se" in browser.text
    assert "sara.21" not in browser.text
    assert "Det här är de 20 första av 21." in browser.text


def test_a_cell_that_is_no_answer_is_shown_with_what_may_stand_there(browser, upload):
    halved = CHECKED.replace("gemensam", "halva")

    upload(file(row(1, checked=halved), row(2).replace("Barn", "=Barn")))

    said = "“ halva ”: Skriv gemensam, ensam eller särskilt förordnad."
    assert browser.text.count(said) == 1
    assert "“ =Barn Åberg 2 ”: Det här ser ut som en formel" in browser.text


def test_a_question_that_names_the_draft_s_own_people_is_told_of(small_house, browser):
    asks = answers(
        purpose="Så att Alma får läsa. Skolans plan.",
        child_name="Alma Ek",
        valid_to=a_last_day(),
    )
    saved = save_draft(
        small_house.tools, small_house.actor, kind="consent", answers=asks, now=NOW
    )
    sent = {"draft": str(saved.id), "file": (BytesIO(many(1)), "barn.csv")}
    browser.open(HOME).send(sent, to=HOME)
    assert browser.text.count("Utkastets barn") == 1

    browser.open(f"{browser.path}/release")

    assert browser.text.count("“ Alma ” : Utkastets barn") == 1
    assert "Vad Sara Ek 1 kommer att se" in browser.text


def test_the_file_is_judged_though_no_question_was_chosen(browser):
    content = {"file": (BytesIO(b"Namn\nAlma"), "barn.csv")}

    browser.open(HOME).send(content, to=HOME)

    assert list(browser.problems) == ["draft", "file"]
    assert "Välj filen en gång till" in browser.text


def test_a_stale_text_is_named_and_it_is_stopped_only_after_a_question(
    small_house, browser, upload
):
    upload(file(row(1, language="so")))
    page = browser.path
    browser.open(f"{page}/release").send({"typed": "1"}, to=f"{page}/release")
    make_stale(small_house)
    go_on(small_house)
    browser.open(page)
    assert 'href="/administration/texts/so"' in browser.html

    browser.send(to=f"{page}/resume")
    assert (browser.status, "väntar på en text" in browser.text) == (409, True)
    browser.open(f"{page}/stop")
    assert "Det går inte att ångra." in browser.text
    browser.send(to=f"{page}/stop")

    assert "Kastad" in browser.text
