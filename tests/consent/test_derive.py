"""What follows from answers, whatever they are: the rules that no order may break."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.consent import Cell, Information, Question, Rule, Said
from service.core.consent_state import SHARING, Circumstances, covered, derive, passage

CELLS = [
    Cell(party, what)
    for party in (0, 1)
    for what in (Information.SCHOOLING, Information.SOCIAL)
]
PEOPLE, STRANGER = [UUID(int=n) for n in (1, 2, 3)], UUID(int=9)
EVENTS = st.none() | st.integers(0, 9)
TODAY, AT = date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)

questions = st.builds(
    Question,
    cells=st.frozensets(st.sampled_from(CELLS), min_size=1),
    deciders=st.frozensets(st.sampled_from(PEOPLE), min_size=1),
    rule=st.sampled_from(Rule),
    children=st.frozensets(st.just(PEOPLE[-1])),
    givers=st.frozensets(st.sampled_from([0, 1])),
    valid_to=st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 4)),
)
words = st.lists(
    st.tuples(
        st.sampled_from([*PEOPLE, STRANGER]),
        st.frozensets(st.sampled_from(CELLS)),
        st.booleans(),
    ),
    max_size=6,
)
known = st.builds(
    Circumstances,
    today=st.just(TODAY),
    is_opened=st.booleans(),
    doubted=EVENTS,
    superseded=EVENTS,
    ended=EVENTS,
)


def said(told):
    return [
        Said(by, number, AT, allowed, is_withdrawal)
        for number, (by, allowed, is_withdrawal) in enumerate(told, start=1)
    ]


def open_cells(question, told, about):
    standing = derive(question, told, about)
    return {
        cell for cell in CELLS if passage(standing, question, cell, today=TODAY).is_open
    }


@given(questions, words, known)
def test_nothing_is_open_unless_the_whole_applies(question, told, about):
    standing = derive(question, said(told), about)

    if standing.state not in SHARING:
        assert open_cells(question, said(told), about) == set()


@given(questions, words, known)
def test_what_is_open_was_asked_and_allowed_by_all_who_have_spoken(
    question, told, about
):
    last = {one.by: one.allowed for one in said(told) if one.by in question.deciders}

    for cell in open_cells(question, said(told), about):
        assert cell in question.cells
        assert all(cell in allowed for allowed in last.values())
        assert last
        assert question.rule is Rule.ANY or set(last) == question.deciders
        assert question.deciders & question.children <= set(last)
        assert cell.party not in question.givers


@given(questions, words, known, st.randoms())
def test_in_which_order_they_are_read_changes_nothing(question, told, about, chance):
    shuffled = said(told)
    chance.shuffle(shuffled)

    assert derive(question, shuffled, about) == derive(question, said(told), about)


@given(questions, words, known)
def test_words_of_others_count_for_nothing(question, told, about):
    ours = [one for one in said(told) if one.by in question.deciders]

    assert derive(question, said(told), about) == derive(question, ours, about)


@given(questions, words, known, st.sampled_from(PEOPLE), st.sampled_from([0, 1]))
def test_taking_back_never_opens_what_was_closed(question, told, about, who, party):
    before = said(told)
    mine = [one for one in before if one.by == who]
    if not mine:
        return
    left = frozenset(cell for cell in mine[-1].allowed if cell.party != party)
    taken_back = Said(who, len(before) + 1, AT, left, is_withdrawal=True)

    opened = open_cells(question, [*before, taken_back], about)

    assert opened <= open_cells(question, before, about)


@given(questions, words, known)
def test_after_the_last_day_nothing_is_open(question, told, about):
    if question.valid_to is not None and question.valid_to < TODAY:
        assert open_cells(question, said(told), about) == set()


def test_a_childs_yes_alone_is_not_one_guardians():
    """Where one guardian is enough, and the child answers as well."""
    guardians, child = frozenset(PEOPLE[:2]), frozenset(PEOPLE[2:])
    question = Question(
        cells=frozenset(CELLS),
        deciders=guardians | child,
        children=child,
        rule=Rule.ANY,
    )
    every, about = frozenset(CELLS), Circumstances(today=TODAY, is_opened=True)
    of_child, of_sara = (PEOPLE[2], every, False), (PEOPLE[0], every, False)

    assert open_cells(question, said([of_child]), about) == set()
    assert open_cells(question, said([of_sara]), about) == set()
    assert open_cells(question, said([of_sara, of_child]), about) == every


def test_what_guardians_disagree_about_closes_that_alone():
    question = Question(frozenset(CELLS), frozenset(PEOPLE[:2]), Rule.ANY)
    every, about = frozenset(CELLS), Circumstances(today=TODAY, is_opened=True)
    told = said([(PEOPLE[0], every, False), (PEOPLE[1], frozenset(CELLS[:1]), False)])

    assert open_cells(question, told, about) == {CELLS[0]}


@pytest.mark.parametrize("name", ["doubted", "superseded", "ended"])
def test_the_gate_names_the_event_that_closed_it(name):
    question = Question(frozenset(CELLS), frozenset(PEOPLE[:1]), Rule.ALL)
    told = said([(PEOPLE[0], frozenset(CELLS), False)])
    standing = derive(question, told, Circumstances(today=TODAY, **{name: 7}))

    assert passage(standing, question, CELLS[0], today=TODAY).rests_on == 7


def test_nothing_goes_to_a_party_that_only_gives():
    giver = Question(
        frozenset(CELLS), frozenset(PEOPLE[:1]), Rule.ALL, givers=frozenset({0})
    )
    told = said([(PEOPLE[0], frozenset(CELLS), False)])
    about = Circumstances(today=TODAY)

    assert {cell.party for cell in open_cells(giver, told, about)} == {1}
    standing = derive(giver, told, about)
    assert covered(standing, giver, CELLS[0], today=TODAY).is_open
