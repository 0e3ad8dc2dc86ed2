"""What was given on paper can be taken back on paper, and nobody lets it wait."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from service.actions.consent.exclusions import exclusions
from service.actions.consent.gate import UNREAD, may_share
from service.actions.consent.keeping import note_kept
from service.actions.consent.waiting import Wait
from service.actions.paper import withdrawal_sheet
from service.actions.scans.placing import place
from service.core.consent import Happened, Information
from service.core.consent_views import Stand
from service.core.errors import Invalid, Refused
from service.core.paper_codes import payload, withdrawal_code
from service.core.scans import Sheet
from service.scans.pile import read_pile
from tests.consent.asking import KARIM, SARA, answer, answers, asked, case_of, take_back
from tests.consent.copies import mailed
from tests.consent.desk import YES, one, person, record
from tests.consent.test_board import board
from tests.house import NOW
from tests.paper.piles import blank, bound, form_of, guardians, pictures, scanned

OWNER = ["ida.broman@example.se"]
APPLIES = "A consent has changed"
READ_IT = "A withdrawal on paper: read it today"
PAPER = {"route": "paper", "turn": 2}


@pytest.fixture
def alma(small_house):
    """Return a consent that applies: both have said yes."""
    record_id = asked(small_house)
    for name in (SARA, KARIM):
        answer(small_house, record_id, name, *YES)
    small_house.work()
    return record_id


def sheet_of(house, record_id, name=SARA):
    whose = person(house, record_id, name).id
    return withdrawal_sheet(house.tools, house.actor, record_id, whose, now=NOW)[1]


def boxes(pdf):
    found = PdfReader(BytesIO(pdf)).get_fields()
    return {name for name in found if name.startswith("party")}


def gate(house, record_id):
    """Return whether anything may still go to the first party."""
    about = {"party": 0, "information": Information.SCHOOLING}
    return may_share(house.tools, house.actor, record_id, **about, now=NOW)


def hand_in(house, record_id):
    return scanned(house, bound(pictures(sheet_of(house, record_id))))


def test_a_sheet_is_archivable_fillable_and_coded_as_what_it_is(
    small_house, alma, judge
):
    pdf = sheet_of(small_house, alma, KARIM)  # in Arabic as well
    code = withdrawal_code(guardians(small_house, alma)[1].paper_code)

    assert judge.breaches(pdf) == []
    assert {"back", "exclusions", "name"} < set(PdfReader(BytesIO(pdf)).get_fields())
    assert [page.codes for page in read_pile(pdf).pages[:2]] == [
        (payload(code, 1),),
        (payload(code, 2),),
    ]


@pytest.mark.parametrize("name", [SARA, KARIM], ids=["Swedish", "Arabic too"])
def test_it_is_two_pages_and_both_say_whom_to_give_it_to(small_house, alma, name):
    pages = PdfReader(BytesIO(sheet_of(small_house, alma, name))).pages
    told = [page.extract_text() for page in pages]

    assert len(told) == 2
    assert "Maria Ek" in told[-1]


def test_it_lists_what_is_asked_and_once_answered_what_they_said_yes_to(small_house):
    record_id = asked(small_house)
    cells = case_of(small_house, record_id).model.cells
    assert boxes(sheet_of(small_house, record_id)) == {
        f"party{cell.party}-{cell.information}" for cell in cells
    }

    answer(small_house, record_id, SARA, "partly schooling", "no", "no")
    assert boxes(sheet_of(small_house, record_id)) == {"party0-schooling"}


def test_a_scanned_sheet_is_loud_and_takes_nothing_back_before_it_is_read(
    small_house, alma
):
    assert hand_in(small_house, alma).withdrawals == (1, 2)
    small_house.work()

    assert [why for _, why in board(small_house)] == [Wait.WITHDRAWAL]
    assert one(small_house, alma).stand is Stand.WITHDRAWAL_SCANNED
    assert mailed(small_house, READ_IT) == OWNER
    assert case_of(small_house, alma).row.state == "valid"
    assert gate(small_house, alma).why == UNREAD

    record(small_house, alma, SARA, **PAPER)
    assert board(small_house) == []
    assert case_of(small_house, alma).row.state == "withdrawn"


def test_an_answer_written_down_from_another_paper_does_not_hide_it(small_house):
    record_id = asked(small_house)
    both = [form_of(small_house, record_id), sheet_of(small_house, record_id)]
    scanned(small_house, *(bound(pictures(pdf)[:1]) for pdf in both))

    record(small_house, record_id, SARA, *YES, route="paper")

    assert [why for _, why in board(small_house)] == [Wait.WITHDRAWAL]


def test_the_same_sheet_twice_is_filed_twice(small_house, alma):
    for _ in range(2):
        assert hand_in(small_house, alma).waiting == ()


def test_a_part_is_taken_back_by_piece_and_words_are_added(small_house, alma):
    parts, more = ["1:schooling", "2"], "Inget om flytten"
    record(small_house, alma, SARA, parties=parts, exclusions=more, **PAPER)

    case = case_of(small_house, alma)
    left = {cell for cell in case.said[-1].allowed}
    whole = case.model.cells
    assert {(c.party, str(c.information)) for c in whole - left} == {
        (c.party, str(c.information))
        for c in whole
        if c.party == 1 or (c.party, c.information) == (0, "schooling")
    }
    assert more in exclusions(case)
    assert one(small_house, alma).given.exclusions == more
    with pytest.raises(Invalid):
        record(small_house, alma, SARA, parties=["1:voice"], route="oral", turn=3)


def test_a_paper_that_takes_nothing_back_is_noted_and_the_answer_stands(
    small_house, alma
):
    tools, actor, whose = (
        small_house.tools,
        small_house.actor,
        person(small_house, alma),
    )
    said = {"note": "Bladet är tomt"}
    with pytest.raises(Refused):
        note_kept(tools, actor, alma, whose.id, said, now=NOW)

    hand_in(small_house, alma)
    note_kept(tools, actor, alma, whose.id, said, now=NOW)

    assert board(small_house) == []
    assert one(small_house, alma).stand is Stand.ANSWERED
    assert case_of(small_house, alma).events[-1].happened == Happened.KEPT


@pytest.mark.parametrize("by", ["code", "hand"])
def test_a_page_that_cannot_be_read_is_filed_as_a_withdrawal_by_hand(
    small_house, alma, by
):
    sara = guardians(small_house, alma)[0]
    chosen = {
        "code": {"code": withdrawal_code(sara.paper_code).lower()},
        "hand": {"participant_id": sara.id, "sheet": Sheet.WITHDRAWAL},
    }
    pile = scanned(small_house, bound([blank()]))
    tools, actor = small_house.tools, small_house.actor
    place(tools, actor, pile.id, [1], **chosen[by], now=NOW)

    assert [why for _, why in board(small_house)] == [Wait.WITHDRAWAL]


@pytest.mark.parametrize("door", ["page", "phone"])
def test_less_taken_back_elsewhere_does_not_settle_what_nobody_has_read(
    small_house, alma, door
):
    hand_in(small_house, alma)
    if door == "page":
        take_back(small_house, alma, SARA, "2")
    else:
        record(small_house, alma, SARA, parties=["2"], route="oral", turn=2)

    assert gate(small_house, alma).why == UNREAD
    assert [why for _, why in board(small_house)] == [Wait.WITHDRAWAL]
    record(small_house, alma, SARA, **{**PAPER, "turn": 3})
    assert board(small_house) == []


def test_a_sheet_of_an_older_question_is_filed_with_who_is_asked_now(small_house, alma):
    old = guardians(small_house, alma)[0].paper_code
    sheet = bound(pictures(sheet_of(small_house, alma))[:1])
    new = answers(purpose="Något helt annat.")
    small_house.submit("consent", answers=new, record_id=alma, sending={})
    for name in (SARA, KARIM):
        answer(small_house, alma, name, *YES)
    pile, tools, actor = (
        scanned(small_house, sheet),
        small_house.tools,
        small_house.actor,
    )

    with pytest.raises(Invalid):
        place(tools, actor, pile.id, [1], code=withdrawal_code(old), now=NOW)
    assert gate(small_house, alma).is_open
    whose = {"participant_id": guardians(small_house, alma)[0].id}
    place(tools, actor, pile.id, [1], **whose, now=NOW)
    assert gate(small_house, alma).why == UNREAD


def test_no_party_is_told_that_it_applies_before_a_withdrawal_is_read(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    hand_in(small_house, record_id)
    answer(small_house, record_id, KARIM, *YES)
    small_house.work()
    assert mailed(small_house, APPLIES) == []

    whose, note = person(small_house, record_id).id, {"note": "Bladet är tomt"}
    note_kept(small_house.tools, small_house.actor, record_id, whose, note, now=NOW)
    small_house.work()

    assert mailed(small_house, APPLIES) != []
