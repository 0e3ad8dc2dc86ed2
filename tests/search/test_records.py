"""Records are found by what they say, alike on both databases."""

from datetime import timedelta

import pytest

from service.actions.submitting import submit
from service.core.errors import Invalid
from service.core.search import PAGE
from tests.house import NOW, seed, sending
from tests.jobs.relays import at_relay
from tests.search.looking_for import SHORT, found, page_of, written

SIGNS = ["%", "_", "'", '"', "' OR 1=1--", "*", "NEAR(a b)", "a AND", "(", "-x", ":*"]


def test_a_record_is_found_by_its_words_in_any_form(house):
    meeting = written(house, title="Mötet om närvaro")
    other = written(house, items=[{"heading": "Hål i vägen", "text": "Ett möte."}])

    assert found(house, "möten") == [meeting, other]
    assert found(house, "NÄRVARO") == [meeting]
    assert found(house, "hål väg") == [other]
    assert found(house, "hal") == []


def test_every_word_must_be_there(house):
    record = written(house, title="Plan för barn", closing="Vi ses i augusti")

    assert found(house, "plan augusti") == [record]
    assert found(house, "plan september") == []


@pytest.mark.parametrize(
    ("kind", "word"), [("notes", "minnesanteckningar"), ("mandate", "uppdragshandling")]
)
def test_a_record_is_found_by_what_kind_it_is(small_house, kind, word):
    record = written(small_house, kind)
    written(small_house)

    assert found(small_house, word) == [record]


def test_the_beginning_of_a_name_or_a_title_is_enough(house):
    record = written(house, title="Samverkansavtal", chair="Åsa Ängström")

    assert found(house, "samverk") == [record]
    assert found(house, "äng") == [record]
    assert found(house, "ang") == []


def test_words_in_the_title_come_first_then_the_newest(house):
    old = written(house, title="Årsplan", now=NOW - timedelta(days=2))
    text = written(house, closing="Tack för årsplanen")
    new = written(house, title="Ny årsplan", now=NOW - timedelta(days=1))

    assert found(house, "årsplan") == [new, old, text]


def test_signs_mean_nothing_but_themselves(house):
    """T18: no operator, quote or pattern of either database reaches it."""
    written(house, title="Protokoll ett")

    assert [signs for signs in SIGNS if found(house, signs)] == []


def test_operators_are_words_like_others(house):
    record = written(house, title="This and that, or not near")

    assert found(house, "AND OR NOT NEAR") == [record]


def test_a_correction_is_found_by_its_new_words_alone(house):
    record = written(house, title="Felstavat")
    submit(
        house.tools,
        house.actor,
        kind="minutes",
        answers={**SHORT["minutes"], "title": "Rättat"},
        sending=sending(),
        record_id=record,
        now=NOW,
    )

    assert found(house, "felstavat") == []
    assert found(house, "rättat") == [record]


def test_an_english_record_is_found_by_english_forms(small_house):
    record = written(small_house, title="Plans for schools", to={"language": "en"})

    assert found(small_house, "planning school") == [record]


def test_filters_narrow_what_is_found(house):
    old = written(house, now=NOW - timedelta(days=30))
    notes = written(house, "notes", to={"classification": "internal", "attach": []})
    day = NOW.date().isoformat()

    assert found(house, kind="notes") == [notes]
    assert found(house, classification="internal") == [notes]
    assert found(house, since=day) == [notes]
    assert found(house, until=(NOW - timedelta(days=1)).date().isoformat()) == [old]
    assert found(house, since=day, until=day) == [notes]
    assert found(house, "broman", saved_by=house.actor.name, kind="minutes") == [old]
    assert found(house, saved_by="Ida") == []


def test_a_day_is_a_swedish_day(small_house):
    late = NOW.replace(hour=23, minute=30)
    record = written(small_house, now=late)

    assert found(small_house, since="2026-03-03") == [record]
    assert found(small_house, until="2026-03-02") == []


def test_the_state_of_the_mails_narrows_too(house):
    with at_relay(house) as relay:
        relay.say(rcpt="550 5.1.1 no such user")
        failed = written(house)
        house.work()
    waiting = written(house)

    assert found(house, standing="failed") == [failed]
    assert found(house, standing="waiting") == [waiting]


@pytest.mark.parametrize(
    ("field", "answer"),
    [("kind", "poem"), ("since", "2020-02-30"), ("group", "x"), ("words", "a" * 201)],
)
def test_a_search_that_makes_no_sense_is_refused_at_its_field(
    small_house, field, answer
):
    with pytest.raises(Invalid) as refused:
        found(small_house, **{field: answer})

    assert list(refused.value.problems) == [field]


def test_what_is_found_comes_a_page_at_a_time(house):
    for number in range(PAGE + 1):
        written(house, title=f"Blad {number}", now=NOW + timedelta(seconds=number))

    first, second = page_of(house, "blad"), page_of(house, "blad", page=2)

    assert (first.count, first.pages, len(first.records)) == (PAGE + 1, 2, PAGE)
    assert [line.title for line in second.records] == ["Blad 0"]


def test_a_search_of_many_words_is_answered(house):
    written(house, **{"items": seed("minutes")["items"]})

    assert found(house, " ".join("abcdefghij" * 10)) == []


def test_a_swollen_record_is_kept_and_found_by_its_first_words(house):
    words = [
        " ".join(map(str, range(n, n + 1_600))) for n in range(10_000, 58_000, 1_600)
    ]
    items = [{"heading": "Lista", "text": text} for text in words]

    record = written(house, items=items)

    assert found(house, "lista 10001") == [record]
