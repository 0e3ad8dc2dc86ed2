"""A file from a pupil register: every bad row is named, and no good one is bent."""

import csv
from contextlib import suppress
from io import StringIO
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.actions.consent import batches
from service.actions.consent.batch_columns import read_columns
from service.actions.consent.batch_reading import MOST_ROWS, decoded
from service.core.batches import ItemState
from service.core.csv_file import rows_of
from service.core.errors import Invalid
from tests.consent.many import CHECKED, HEAD, file, many, read, row, view

ENGLISH = "child name,birth date,guardian 1 name,guardian 1 e-mail,custody,\
custody checked,checked on"
CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"])
)


def told(house, batch_id, state=ItemState.BAD):
    found = batches.findings(house.tools, house.actor, batch_id, state)
    return [(one.row, one.column, str(one.said)) for one in found]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_whatever_saved_it_the_file_is_read(small_house, delimiter, encoding):
    text = file(row(1)).decode().replace(";", delimiter)

    batch_id = read(small_house, text.encode(encoding))

    seen = view(small_house, batch_id)
    child = batches.example(small_house.tools, small_house.actor, batch_id)
    assert (seen.requests, child["child_name"]) == (1, "Barn Åberg 1")
    assert seen.encoding == ("windows-1252" if encoding == "cp1252" else "utf-8")


def test_english_headings_are_known(small_house):
    line = "Alma,2014-05-17,Sara,sara@example.se,sole,Folkbokföringen,2026-02-09"

    batch_id = read(small_house, file(line, head=ENGLISH))

    asked = batches.example(small_house.tools, small_house.actor, batch_id)
    assert asked["guardians"][0]["custody"] == "sole"


def test_every_bad_row_is_named_with_its_column(small_house):
    content = file(
        row(1),
        f"Alma;igår;Sara;inte en adress;;;;;{CHECKED}",
        f"Bo;;Sara;sara@example.se;klingonska;;;;{CHECKED}",
        "",
        f"Cia;;Sara;sara@example.se;;;;kanske;{CHECKED}",
        f"Dan;;Sara;;;;;;{CHECKED}",
        f"Eva;;Sara;sara@example.se;;Sara;sara@example.se;;{CHECKED}",
        f"Fia;;;;;;;;{CHECKED}",
        f"{row(1)}",
        f"{row(2)};för mycket",
    )

    found = told(small_house, read(small_house, content))

    assert [(number, column) for number, column, _ in found] == [
        (3, "Födelsedatum"),
        (3, "Vårdnadshavare 1 e-post"),
        (4, "Vårdnadshavare 1 språk"),
        (6, "Vårdnadshavare 2"),
        (6, "Vårdnadshavare 2 skyddad"),
        (7, "Vårdnadshavare 1 e-post"),
        (8, "Vårdnadshavare 2"),
        (9, ""),
        (10, "Barnets namn"),
        (11, ""),
    ]
    assert "row 2" in found[8][2]


def test_who_is_protected_answers_on_paper_and_the_address_goes(small_house):
    line = row(1, second="Kim Ek;kim@example.se;ja")

    batch_id = read(small_house, file(line))

    asked = batches.example(small_house.tools, small_house.actor, batch_id)
    assert asked["guardians"][1]["email"] == ""
    [(number, column, _)] = told(small_house, batch_id, ItemState.WAITING)
    assert (number, column) == (2, "Vårdnadshavare 2 e-post")


def test_a_shared_mailbox_is_two_people_and_worth_a_look(small_house):
    line = row(1, second="Kim Ek;sara.1@example.se;")

    batch_id = read(small_house, file(line))

    assert view(small_house, batch_id).mails == {"sv": 2}
    assert len(told(small_house, batch_id, ItemState.WAITING)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HEAD.encode(),
        b"\xff\xfeB\0a\0r\0n\0",
        b"%PDF-1.7\n\x81",
        f'{HEAD}\n"Alma;2014-05-17'.encode(),
        f"{HEAD};Klass\n{row(1)};4B".encode(),
        f"{HEAD};Barn\n{row(1)};Alma".encode(),
        b"Namn;Adress\nAlma;Storgatan",
        b"x" * 5_000_001,
        many(1) + b"x\r\n" * MOST_ROWS,
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_what_is_no_such_file_is_refused_as_a_whole(small_house, content):
    with pytest.raises(Invalid) as problem:
        read(small_house, content)

    assert list(problem.value.problems) == ["file"]


def test_half_a_question_is_no_pattern(small_house):
    with pytest.raises(Invalid) as problem:
        read(small_house, many(1), purpose="")

    assert list(problem.value.problems) == ["draft"]


@given(st.lists(st.lists(CELL, min_size=2, max_size=6), max_size=20))
def test_what_a_spreadsheet_writes_is_read_cell_by_cell(table):
    out = StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(
        [["a", "b"], *table]
    )

    text, _ = decoded(out.getvalue().encode("utf-8-sig"))
    found = [one.cells for one in rows_of(text, most=MOST_ROWS)]

    assert found == [["a", "b"], *(r for r in table if any(map(str.strip, r)))]


@given(st.binary(max_size=300))
def test_no_bytes_bring_the_reader_down(content):
    with suppress(Invalid):
        text, _ = decoded(content)
        first, *_ = [*rows_of(text, most=MOST_ROWS)] or [SimpleNamespace(cells=[])]
        read_columns(SimpleNamespace(speak=lambda language: str), first.cells)


def test_days_and_ages_that_cannot_be_are_told_by_their_row(small_house):
    ahead = "gemensam;Folkbokföringen;2029-02-09"
    grown = row(2).replace("2014-05-03", "2001-05-03")

    found = told(small_house, read(small_house, file(row(1, checked=ahead), grown)))

    assert [(number, column) for number, column, _ in found] == [
        (2, "Kontrollerad den"),
        (3, "Födelsedatum"),
    ]
