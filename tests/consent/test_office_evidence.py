"""What stands in our own copy and in nobody else's: the rule, why, and how we know."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from service.core.consent import Rule
from service.core.consent_state import ConsentState
from service.kinds.consent.model import Informed, Interpreter
from tests.consent.test_copy_documents import (
    ASKS,
    STROKES,
    VOICE,
    answered,
    drawn,
    of_child,
    office,
)
from tests.reading import bare, said

WHY = "Karim går inte att nå, se journalen."
POLICY = "Riktlinje för barn från 12 år"
HOW = "Samtal med kuratorn i mars"
CHECKED = "Folkbokföringen i juni"
SARA, KARIM = ASKS.guardians
KNOWN = replace(
    ASKS,
    rule=Rule.ANY,
    rule_reason=WHY,
    child_decides=True,
    child_policy=POLICY,
    child_informed=Informed.YES,
    child_informed_how=HOW,
    child_voice="Alma vill ha lugn.",
    guardians=[
        replace(SARA, custody_checked=CHECKED, interpreter=Interpreter.PHONE),
        replace(KARIM, phone="070-174 06 35"),
    ],
)
OURS = (WHY, POLICY, HOW, CHECKED)


def read(pdf):
    return said(pdf, "pdf")


def test_our_own_copy_says_whose_yes_it_takes_why_and_how_we_know():
    text = read(office(answered(), asks=KNOWN))

    for told in (*OURS, "En vårdnadshavare räcker", "Per telefon"):
        assert bare(told) in text
    assert "070-1740635" not in text


@pytest.mark.parametrize("is_child", [False, True])
def test_none_of_it_stands_on_anybody_elses(is_child):
    text = read(drawn("sv", asks=KNOWN, is_child=is_child))

    assert [told for told in OURS if bare(told) in text] == []
    assert "Bestämsav" not in text


@pytest.mark.parametrize(
    ("rule", "state", "told"),
    [
        (Rule.ALL, ConsentState.VALID, "Alla som bestämmer har sagt ja"),
        (Rule.WITHOUT, ConsentState.PARTIAL, "Alla som bestämmer har sagt ja till en"),
        (Rule.ANY, ConsentState.VALID, "En vårdnadshavare har sagt ja, och det räcker"),
        (Rule.ANY, ConsentState.PARTIAL, "En vårdnadshavare har sagt ja till en del"),
        (Rule.CHILD, ConsentState.VALID, "Barnet har sagt ja, och bestämmer ensamt"),
        (Rule.CHILD, ConsentState.PARTIAL, "Barnet har sagt ja till en del"),
        (Rule.ANY, ConsentState.RECONSIDER, "Vilar: det övervägs på nytt"),
    ],
)
def test_it_says_what_the_yes_is_a_yes_of_by_each_rule(rule, state, told):
    asks = replace(ASKS, rule=rule, rule_reason=WHY)

    assert bare(told) in read(office(answered(), asks=asks, state=state))


def test_who_is_left_out_stands_there_with_the_reason():
    asks = replace(
        ASKS,
        rule=Rule.WITHOUT,
        rule_reason=WHY,
        guardians=[SARA, replace(KARIM, left_out=True)],
    )
    text = read(office(answered(), asks=asks))

    assert "UtelämnadKarimHaddad" in text
    assert bare(WHY) in text


def test_what_somebody_says_in_words_of_their_own_reaches_us_and_them():
    ours = read(office(answered(voice=VOICE)))
    theirs = read(of_child())

    assert "Medegnaord" in ours
    assert bare(VOICE) in ours
    assert bare(VOICE) in theirs


def test_a_drawn_signature_is_a_picture_told_in_words():
    drawing = drawn("sv", answer=answered(strokes=STROKES))

    assert "Dinnamnteckning,ritad" in read(drawing)
    assert "Underskrift av Karim Haddad, ritad för hand" in alts(drawing)
    assert alts(drawn("sv")) < alts(drawing)


def test_what_staff_wrote_that_the_child_says_stands_with_the_question():
    voice = bare(KNOWN.child_voice)

    assert voice in read(drawn("sv", asks=KNOWN))
    assert voice in read(office(answered(), asks=KNOWN))
    assert voice not in read(drawn("sv", asks=KNOWN, is_child=True))


def alts(pdf):
    """Return what is said of each picture, to who does not see it."""
    waiting = [PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]]
    found = set()
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [one["/K"]] if "/K" in one else []
            found |= {str(one["/Alt"])} if "/Alt" in one else set()
    return found
