"""The copies of a consent as documents: in Swedish, in Arabic, and our own."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from service.actions.letterhead import letterhead
from service.core.consent import Route
from service.core.consent_state import ConsentState
from service.core.languages import guardian_language
from service.core.register import Organisation
from service.document.shipped_texts import shipped_text
from service.document.words import make_speak
from service.kinds.consent import KIND
from service.kinds.consent.evidence import Answer
from service.kinds.consent.office_copy import OfficeCopy, compose_office_copy
from service.kinds.consent.receipt import Copy, compose_copy
from service.renderers import RENDERERS
from service.wiring import WORDS
from tests.consent.asking import answers
from tests.reading import bare, said
from tests.seal import certificates
from tests.seal.nearby import Nearby

NOW = datetime(2026, 7, 2, 22, 30, 5, tzinfo=UTC)
ASKS = KIND.read(answers())
speak = make_speak(WORDS)
VOICE = "Jag vill att ni frågar mig först."
STROKES = ("M20 30L80 90L140 40", "M150 60L200 60")
SENDER = Organisation(UUID(int=1), "Region Exempel")


def answered(**changes):
    said_so = {
        "name": "Karim Haddad",
        "typed": "Karim Haddad",
        "at": NOW,
        "turn": 2,
        "event": 5,
        "is_withdrawal": False,
        "allowed": frozenset(cell for cell in ASKS.cells if cell.party == 0),
        "exclusions": "",
        "route": Route.LINK,
        "language": guardian_language("ar").label,
        "text_sha256": "a1" * 32,
        "swedish_sha256": "e5" * 32,
        "question_sha256": "b2" * 32,
        "shown_sha256": "c3" * 32,
        "anchor": "d4" * 32,
        "asked_at": NOW,
        "opened_at": NOW,
        "has_others": True,
    }
    return Answer(**{**said_so, **changes})


def drawn(language, *, asks=ASKS, **changes):
    words = speak(language)
    copy = {
        "reader": "Karim Haddad",
        "answer": answered(),
        "own": shipped_text(language),
        "swedish": shipped_text("sv"),
        "all_answered": True,
        "is_child": False,
        "is_final": True,
        "check": "https://example.se/verify",
    }
    head = letterhead(SENDER, words)
    made = compose_copy(asks, Copy(**{**copy, **changes}), words, speak("sv"), head)
    return RENDERERS["pdf"](made, now=NOW)


def office(*given, asks=ASKS, state=ConsentState.PARTIAL):
    words = speak("sv")
    copy = OfficeCopy(state=state, at=NOW, answers=given)
    made = compose_office_copy(asks, copy, words, letterhead(SENDER, words))
    return RENDERERS["pdf"](made, now=NOW)


def of_child():
    """Return the copy of a child that has something to say, and drew its name."""
    return drawn("ar", answer=answered(voice=VOICE, strokes=STROKES), is_child=True)


COPIES = {
    "sv": lambda: drawn("sv"),
    "ar": lambda: drawn("ar"),
    "office": lambda: office(answered(), answered(voice=VOICE, tag="ar")),
    "child": of_child,
}


@pytest.mark.parametrize("whose", ["sv", "ar", "office", "child"])
def test_a_sealed_copy_can_be_archived_and_read_aloud(judge, whose):
    pdf = COPIES[whose]()
    sealer = Nearby(certificates.settings())
    sealed = sealer.seal(pdf, reason="Prov", label="Sigill", now=NOW)

    assert judge.breaches(sealed) == []


def test_times_are_stockholms_and_say_how_far_from_utc():
    assert "2026-07-0300:30:05(UTC+02)" in said(drawn("sv"), "pdf")


def test_what_a_withdrawal_leaves_stands_there_for_each_party():
    taken_back = answered(is_withdrawal=True, allowed=frozenset())
    text = said(drawn("sv", answer=taken_back, is_final=False), "pdf")

    assert "Kvitto:detduhartagittillbaka" in text
    assert text.count("Nej–") == len(ASKS.parties)


def test_who_decides_alone_reads_nothing_of_others():
    text = said(drawn("sv", answer=answered(has_others=False)), "pdf")

    assert "Allaharsvarat" not in text


def test_an_answer_that_staff_wrote_down_says_who_took_it():
    spoken = answered(
        route=Route.ORAL,
        witness="Ida Broman",
        answered_on=date(2026, 7, 1),
        typed="",
    )
    text = said(office(spoken), "pdf")

    assert "IdaBroman" in text
    assert "2026-07-01" in text
    assert "Någonannanharantecknatsvaret" in text


def test_what_was_never_read_is_said_to_be_explained():
    told = answered(route=Route.IN_PERSON, witness="Ida Broman", explained_by="Ida Ek")
    text = said(drawn("sv", answer=told), "pdf")

    assert "TextenlästesuppellerförklaradesavIdaEk." in text
    assert "Textensomförklaradesfördig" in text
    assert "Textensomduläste" not in text


def test_an_answer_on_paper_is_about_the_text_on_the_form():
    text = said(drawn("sv", answer=answered(route=Route.PAPER, is_printed=True)), "pdf")

    assert "blankettensomskrevsut" in text
    assert "Textenpådinblankett" in text


def test_the_swedish_text_that_binds_has_a_fingerprint_of_its_own():
    assert "e5" * 32 in said(drawn("ar"), "pdf")


def test_a_child_reads_the_childs_text():
    text = said(drawn("sv", is_child=True), "pdf")

    assert bare(shipped_text("sv").statement_child) in text
