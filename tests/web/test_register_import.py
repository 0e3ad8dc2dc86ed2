"""People from a file and to a file: looked at first, and never run by a spreadsheet."""

import re
from io import BytesIO

import pytest

from service.actions.register import list_people, save_person
from service.core.register import Person
from service.web.register.spreadsheet import people_as_csv
from tests.house import NOW

HEAD = "name;title;organisation;email;language;protected;group;role\n"
GOOD = "Åsa Ö;Rektor;Skolan;asa@example.se;sv;nej;;\n"
BAD = "Bo B;;;bo@@example;sv;nej;Ingen grupp;\n"


@pytest.fixture
def names(small_house):
    return lambda: {p.name for p in list_people(small_house.tools, small_house.actor)}


@pytest.fixture
def look_at(browser):
    """Return what a person does with a file: choose it and look at it."""

    def choose(content: bytes, name: str = "people.csv"):
        upload = {"file": (BytesIO(content), name)}
        return browser.open("/register/import").send(upload)

    return choose


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + GOOD).encode(),
        (HEAD + GOOD).encode("utf-8-sig"),
        (HEAD + GOOD).replace(";", ",").encode(),
        (HEAD + GOOD).replace("\n", "\r\n").encode(),
    ],
)
def test_a_file_is_shown_first_and_stored_when_confirmed(look_at, names, content):
    page = look_at(content)
    assert "Åsa Ö" in page.text
    assert "Åsa Ö" not in names()

    page.send()

    assert page.path == "/register/people"
    assert "Åsa Ö" in names()


def test_each_bad_line_is_named_with_column_value_and_reason(look_at):
    said = look_at((HEAD + GOOD + BAD).encode()).text

    assert "Rad 3, kolumn email bo@@example :" in said
    assert "Rad 3, kolumn group Ingen grupp :" in said


def test_the_good_lines_can_be_stored_without_the_bad_ones(look_at, names):
    look_at((HEAD + GOOD + BAD).encode()).send()

    assert "Åsa Ö" in names()
    assert "Bo B" not in names()


def test_the_same_file_adds_nobody_twice(look_at):
    look_at((HEAD + GOOD).encode()).send()

    assert "1 finns redan i registret" in look_at((HEAD + GOOD).encode()).text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "tom"),
        ("name\nÅsa".encode("latin-1"), "UTF-8"),
        (b"first;last\nA;B", "name"),
        (b"name;shoe\nA;B", "shoe"),
        (b"x" * 300_001, "300 kB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(look_at, content, why):
    page = look_at(content)

    assert page.status == 422
    assert why in page.problems["file"]


def test_a_preview_that_was_tampered_with_is_refused(look_at):
    page = look_at((HEAD + GOOD).encode())
    packed = re.search('name="file" value="([^"]+)"', page.html)[1]

    page.send({"file": "A" + packed})

    assert page.status == 422
    assert "file" in page.problems


def test_the_example_can_be_imported(browser, look_at, names):
    example = browser.open("/register/import/example.csv").page.data

    look_at(example).send()

    assert "Sam Example" in names()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_downloaded_table_is_a_formula(sign):
    table = people_as_csv([Person(id=NOW, name=f"{sign}cmd|' /C calc'!A0")])

    assert f"'{sign}cmd" in table


def test_the_download_holds_everybody_and_opens_as_utf_8(small_house, browser):
    answers = {"name": "@Formel", "email": "f@example.se"}
    save_person(small_house.tools, small_house.actor, answers, now=NOW)

    answer = browser.open("/register/people.csv").page

    assert answer.data.startswith(b"\xef\xbb\xbfname;")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "\r\n'@Formel;" in answer.text
    assert "Märtha Lundkvist;" in answer.text
