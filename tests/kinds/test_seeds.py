"""Three real papers, entered as answers, say all they said before."""

from collections import Counter

import pytest

from service.document.blocks import Actions, Decision, Heading, List, Table
from tests.kinds.composing import (
    blocks,
    composed,
    original,
    seed,
    speak,
    words,
    words_of,
)

SEEDS = ["mandate_000", "minutes_002", "notes_003"]


def headings(name, level=1):
    return [one.text for one in blocks(composed(name), Heading) if one.level == level]


def test_the_assignment_says_every_word_of_the_original_in_its_order():
    said = iter(words_of(composed("mandate_000")))

    assert [word for word in words(original("mandate_000")) if word not in said] == []


def test_the_assignment_has_all_its_headings_in_order():
    assert headings("mandate_000") == [
        "Bakgrund",
        "Syfte",
        "Mål med uppdraget",
        "Uppdragsgivare",
        "Uppdragstagare",
        "Vad ska göras",
        "Tidsplan",
        "Rapportering",
        "Kommunikation",
    ]
    assert headings("mandate_000", level=2) == ["Delmål"]


def test_what_is_to_be_done_is_two_lists():
    told, asked, _ = blocks(composed("mandate_000"), List)

    assert (len(told.items), len(asked.items)) == (3, 4)


def test_a_milestone_keeps_its_words_and_says_the_month_it_means():
    [table] = blocks(composed("mandate_000"), Table)

    assert [row[1] for row in table.rows] == [
        "6 februari 2019",
        "till dess alla NOSAM har återkopplat med tid för möte",
        "i juni (juni 2019)",
        "21 november 2019",
    ]


def test_the_minutes_say_every_word_of_the_original():
    missing = Counter(words(original("minutes_002"))) - Counter(
        words_of(composed("minutes_002"))
    )

    # Item numbers are counted from the agenda, and stand apart from the headings.
    assert list(missing) == []


def test_the_minutes_have_their_four_items_and_two_sub_headings():
    numbered = [
        f"{one.number} {one.text}"
        for one in blocks(composed("minutes_002"), Heading)
        if one.level == 1
    ]

    assert numbered == [
        "1. Syfte med mötet",
        "2. Sammansättning av utredande arbetsgrupp",
        "3. Nästa steg",
        "4. Mötestider för styrgruppen hösten 2020",
    ]
    assert headings("minutes_002", level=2) == [
        "Gruppens uppdrag",
        "Kriterier för deltagande i utredande arbetsgrupp",
    ]


def test_a_mandate_within_an_item_keeps_its_nested_list():
    [task, *_] = blocks(composed("minutes_002"), List)

    assert [len(item.items) for item in task.items] == [2, 3, 0, 0]


def test_seven_were_there_one_was_not_and_a_secretary_wrote():
    [attendance] = [
        block
        for block in composed("minutes_002").blocks
        if type(block).__name__ == "Attendance"
    ]
    there = {group.label: [p.name for p in group.people] for group in attendance.groups}

    assert [*there] == ["Närvarande", "Ej närvarande", "Sekreterare"]
    assert len(there["Närvarande"]) == 7
    assert {"Marina Lundquist", "Märtha Lundkvist"} <= {*there["Närvarande"]}
    assert there["Ej närvarande"] == ["Ewa Lindberg"]
    assert there["Sekreterare"] == ["Ida Broman"]


def test_four_actions_say_who_with_whom_and_by_when():
    [table] = blocks(composed("minutes_002"), Actions)

    assert table.columns == ("Vad", "Vem", "Med stöd av", "När")
    assert [(row.who, row.support, row.when) for row in table.rows] == [
        ("Märtha", "–", "senast augusti (augusti 2020)"),
        ("Marina och Monica", "–", "senast augusti (augusti 2020)"),
        ("Johanna", "Ingmar", "senast augusti (augusti 2020)"),
        ("Ida Broman", "–", "tills vidare"),
    ]


def test_three_meetings_stand_under_their_item_with_the_day_they_mean():
    *_, meetings = blocks(composed("minutes_002"), List)

    assert [item.text for item in meetings.items] == [
        "Tis 8 september kl 10-12 (tisdag 8 september 2020)",
        "Mån 19 oktober kl 10-12 (måndag 19 oktober 2020)",
        "Mån 14 december kl 13:30-15:30 (måndag 14 december 2020)",
    ]


def test_a_reference_number_is_never_invented():
    header = {fact.label: fact.value for fact in composed("minutes_002").header}

    assert header == {
        "Datum": "2020-06-16",
        "Beteckning": "Protokoll",
        "Tid, plats": "08:00-09:00, Skype",
    }


def test_the_notes_have_their_matrix_under_its_item():
    made = composed("notes_003").blocks
    [matrix] = blocks(composed("notes_003"), Table)

    assert matrix.columns[1:] == (
        "Hur vet vi hur långt vi kommit?",
        "Delmål?",
        "Uppföljning?",
    )
    assert [len(row) for row in matrix.rows] == [4, 4, 4]
    assert all(all(row) for row in matrix.rows)
    assert made[made.index(matrix) - 1].text == "Implementering- Uppföljning och delmål"


def test_the_notes_mark_the_decision_that_stood_in_the_text():
    [decision] = blocks(composed("notes_003"), Decision)
    [actions] = blocks(composed("notes_003"), Actions)

    assert decision.label == "Beslut"
    assert actions.rows[0].who == "Lina och Osman"
    assert actions.rows[0].when == "nästa styrgruppsmöte"


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_titled_as_its_original(name):
    kind, answers = seed(name)

    assert kind.title(kind.read(answers), speak("sv")) == answers["title"]


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_reads_in_english_too(name):
    assert composed(name, "en").language == "en"
