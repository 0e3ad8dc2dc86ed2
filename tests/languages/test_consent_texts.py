"""An organisation's own texts: versions that stay, and none that is out of date."""

from dataclasses import replace
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from service.actions.consent_texts import (
    pin_text,
    refuse_stale,
    stale_languages,
    text_by_hash,
    text_for,
)
from service.actions.writing_texts import (
    approve_text,
    review_text,
    save_text,
    show_text,
    texts_overview,
)
from service.core.actor import SYSTEM
from service.core.errors import Forbidden, Invalid, NotFound, Refused, Tampered
from service.core.languages import GUARDIAN_LANGUAGES, MASTER
from service.document.shipped_texts import shipped_text
from service.store.tables.consent_texts import ConsentTextRow
from tests.house import NOW

TRANSLATED = [code for code in GUARDIAN_LANGUAGES if code != MASTER]


def test_who_has_written_nothing_uses_the_shipped_texts(small_house):
    for code in GUARDIAN_LANGUAGES:
        assert ask(small_house, text_for, code) == shipped_text(code)
    assert ask(small_house, stale_languages) == ()
    assert count(small_house) == 0


def test_what_is_pinned_is_found_by_its_hash_for_ever(house):
    pinned = pin(house, "ar")
    write(house, title="Något annat")
    write(house, "ar", title="شيء آخر", after=1, master=2)

    assert ask(house, text_by_hash, pinned.sha256) == pinned
    assert ask(house, text_for, "ar").number == 2


def test_pinning_again_stores_nothing_more(house):
    first = pin(house, "sv")

    assert pin(house, "sv") == first
    assert count(house) == len(GUARDIAN_LANGUAGES)


def test_two_who_pin_the_first_text_at_once_store_it_once(house):
    start, found = Barrier(2), []

    def one():
        start.wait()
        found.append(pin(house, "uk").sha256)

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [shipped_text("uk").sha256] * 2
    assert count(house) == len(GUARDIAN_LANGUAGES)


def test_a_shipped_text_is_found_by_hash_before_anybody_has_pinned_it(small_house):
    text = shipped_text("pl")

    assert ask(small_house, text_by_hash, text.sha256) == text
    with pytest.raises(NotFound):
        ask(small_house, text_by_hash, "0" * 64)


def test_a_text_that_was_changed_behind_our_back_is_shown_to_nobody(small_house):
    sha256 = pin(small_house, "fi").sha256
    with small_house.tools.begin(SYSTEM) as work:
        wanted = ConsentTextRow.sha256 == sha256
        row = work.session.scalars(select(ConsentTextRow).where(wanted)).one()
        row.body = {**row.body, "if_no": "Silloin apu loppuu."}

    with pytest.raises(Tampered):
        ask(small_house, text_by_hash, sha256)


def test_a_new_swedish_text_stops_every_language_until_it_is_translated(small_house):
    write(small_house, lead="Läs först.")

    assert ask(small_house, stale_languages) == tuple(TRANSLATED)
    ask(small_house, refuse_stale, ["sv"])
    with pytest.raises(Refused) as refused:
        ask(small_house, refuse_stale, ["sv", "so"])
    assert refused.value.said.values["language"] == "Somali"

    write(small_house, "so", after=1, master=2)
    ask(small_house, refuse_stale, ["sv", "so"])


def test_a_translation_of_the_text_before_is_as_stale_as_no_translation(small_house):
    """Mutant: whoever saves last counts as translated, whatever stood beside."""
    write(small_house, lead="Läs först.")
    write(small_house, "en", after=1, master=1)

    assert "en" in ask(small_house, stale_languages)


def test_one_writer_does_not_overwrite_what_another_has_saved(house):
    write(house, lead="Läs först.")

    with pytest.raises(Refused):
        write(house, lead="Läs sedan.")
    assert ask(house, text_for, "sv").lead == "Läs först."


def test_every_version_stays_and_says_who_reviewed_it(small_house):
    write(small_house, "ar", title="عنوان")
    review_text(*who(small_house), "ar", 2, by="Tolkbyrån AB", now=NOW)
    write(small_house, "ar", title="عنوان آخر", after=2)

    page = show_text(*who(small_house), "ar")
    shown = [(v.text.number, v.text.reviewed_by) for v in page.versions]
    assert shown == [(3, ""), (2, "Tolkbyrån AB"), (1, "")]
    assert page.version(2).title == "عنوان"
    assert page.version(2).reviewed_on == NOW.date()
    with pytest.raises(NotFound):
        page.version(4)


def test_a_review_is_of_the_newest_version_and_is_written_once(small_house):
    write(small_house, "ar")
    for number, by in ((1, "Ann"), (2, " ")):
        with pytest.raises((Refused, Invalid)):
            review_text(*who(small_house), "ar", number, by=by, now=NOW)
    review_text(*who(small_house), "ar", 2, by="Ann", now=NOW)
    with pytest.raises(Refused):
        review_text(*who(small_house), "ar", 2, by="Bo", now=NOW)


def test_an_approval_is_of_one_version_only(small_house):
    approve_text(*who(small_house), 1, by="Jurist Jurén", now=NOW)
    assert ask(small_house, text_for, "sv").is_approved

    write(small_house, lead="Läs först.")
    assert not ask(small_house, text_for, "sv").is_approved


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lead": "  "}, "lead"),
        ({"short": ["en", "två"]}, "short"),
        ({"short": ["en", "två", "{barn}"]}, "short"),
        ({"kept": "Hos {kommunen} sparas svaret."}, "kept"),
        ({"kept": "En { som inte stängs."}, "kept"),
        ({"kept": "{child.__class__}"}, "kept"),
        ({"kept": "{child!r:>9}"}, "kept"),
        ({"legal": [{"reference": "OSL", "as_of": "i våras"}]}, "legal"),
        ({"privacy": []}, "privacy"),
    ],
)
def test_a_text_that_cannot_be_shown_is_not_saved(small_house, wrong, field):
    with pytest.raises(Invalid) as invalid:
        write(small_house, **wrong)
    assert list(invalid.value.problems) == [field]


def test_a_translation_answers_what_the_swedish_text_answers(small_house):
    fewer = shipped_text("fi").body["privacy"][1:]
    with pytest.raises(Invalid):
        write(small_house, "fi", privacy=fewer)


def test_a_translation_leans_on_what_its_master_leans_on(small_house):
    newer = [{"reference": "Ny lag (2027:1)", "as_of": "2027-01-01"}]
    write(small_house, legal=newer)
    text = write(small_house, "en", after=1, master=2)

    assert [one.reference for one in text.legal] == ["Ny lag (2027:1)"]


def test_readers_read_and_only_administrators_write(small_house):
    reader = small_house.actor_of("lena.frost")

    assert len(texts_overview(small_house.tools, reader)) == len(GUARDIAN_LANGUAGES)
    with pytest.raises(Forbidden):
        save_text(small_house.tools, reader, "sv", {}, after=1, master=1, now=NOW)


def test_the_texts_of_one_organisation_are_nobody_elses(house):
    write(house, title="Bara vår")
    other = replace(house.actor, organisation_id=uuid4())

    assert texts_overview(house.tools, other)[0].text == shipped_text("sv")


def who(house):
    return house.tools, house.actor


def ask(house, question, *asked):
    with house.tools.look(house.actor) as session:
        return question(session, house.actor.organisation_id, *asked)


def pin(house, language):
    with house.tools.begin(SYSTEM) as work:
        return pin_text(work, house.actor.organisation_id, language, now=NOW)


def write(house, language=MASTER, *, after=1, master=1, **changes):
    """Save the shipped text with some changes, as its form would post it."""
    body = dict(shipped_text(language).body)
    del body["binding" if language == MASTER else "legal"]
    answers = {**body, **changes}
    seen = {"after": after, "master": master}
    return save_text(*who(house), language, answers, **seen, now=NOW)


def count(house):
    with house.tools.look(SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(ConsentTextRow))
