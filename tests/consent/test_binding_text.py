"""The Swedish text that binds is pinned with each answer; no older one is answered."""

import json
from datetime import timedelta

import pytest

from service.actions.consent import answering
from service.actions.consent.shown import BeingTranslated
from service.actions.paper import paper_form
from service.core.consent import Happened
from service.document.shipped_texts import shipped_text
from service.store import consents
from tests.consent.asking import (
    KARIM,
    SARA,
    answer,
    asked,
    case_of,
    given,
    let_in,
    token_of,
)
from tests.consent.copies import files_of
from tests.consent.desk import person, record
from tests.consent.many import make_stale
from tests.consent.reading import asked_today, guardian, say
from tests.house import NOW
from tests.links import HERE
from tests.reading import bare, said

YES = ("yes", "yes", "yes")
OLD, NEW = shipped_text("sv"), "Läs först."
TOMORROW = NOW + timedelta(days=1)
TRANSLATING = (
    "Den svenska texten har ändrats, men ändringen finns inte på ditt språk än."
)


def kept(house, record_id, name, happened=Happened.ANSWERED):
    """Return what the last such event of somebody keeps."""
    case, one = case_of(house, record_id), person(house, record_id, name)
    return [
        consents.told(case.box, event)
        for event in case.events
        if (event.participant_id, event.happened) == (one.id, happened)
    ][-1]


def test_a_copy_prints_the_swedish_text_of_its_answer_and_not_todays(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, KARIM, *YES)
    make_stale(small_house)
    answer(small_house, record_id, SARA, *YES)
    small_house.work()
    files = files_of(small_house, record_id)
    karims = said(files["sealed", 1, 5], "pdf")

    assert bare(OLD.filled(**GAPS).lead) in karims
    assert bare(NEW) not in karims
    assert bare(NEW) in said(files["sealed", 0, 5], "pdf")
    assert OLD.sha256 in karims
    receipt = json.loads(files["receipt_json", 1, 3])["pii_processing"]
    assert receipt["privacy_notice"]["swedish_sha256"] == OLD.sha256
    assert receipt["privacy_notice"]["sha256"] == shipped_text("ar").sha256


GAPS = dict.fromkeys(("organisation", "until", "controller", "dpo", "contact"), "") | {
    "child": "Alma Haddad Lindgren"
}


def test_a_text_that_is_being_translated_takes_no_signature(small_house):
    record_id = asked(small_house)
    token = let_in(small_house, token_of(small_house, record_id, KARIM))
    make_stale(small_house)
    page = given(small_house, token, KARIM, *YES)

    with pytest.raises(BeingTranslated):
        answering.answer(
            small_house.tools, token, page, browser=HERE, language="ar", now=NOW
        )


def test_the_page_says_so_and_offers_swedish(small_house, app):
    record_id = asked_today(small_house)
    karim = guardian(small_house, app, record_id, KARIM)
    make_stale(small_house)

    say(karim, KARIM, *YES)
    assert karim.status == 409
    assert karim.open("/c").status == 409
    assert TRANSLATING in karim.text
    assert 'href="/c/language/sv/answer"' in karim.html
    assert "/c/question" in karim.html
    say(karim.open("/c/language/sv/answer"), KARIM, *YES)
    assert karim.status == 200
    assert kept(small_house, record_id, KARIM)["text"] != OLD.sha256


def test_an_answer_on_paper_is_about_the_form_that_was_printed(small_house):
    record_id = asked(small_house)
    print_form(small_house, record_id, KARIM)
    print_form(small_house, record_id, KARIM)
    make_stale(small_house)
    print_form(small_house, record_id, KARIM, now=TOMORROW)
    record(small_house, record_id, KARIM, *YES, route="paper", now=TOMORROW)

    told = kept(small_house, record_id, KARIM)
    assert told["swedish"] == OLD.sha256
    assert told["text"] == shipped_text("ar").sha256
    happened = [event.happened for event in case_of(small_house, record_id).events]
    assert happened.count(Happened.PRINTED) == 2


def print_form(house, record_id, name, *, now=NOW):
    who = person(house, record_id, name).id
    return paper_form(house.tools, house.actor, record_id, who, now=now)[1]


def test_while_it_is_translated_the_form_and_what_is_explained_are_in_swedish(
    small_house,
):
    record_id = asked(small_house)
    make_stale(small_house)
    form = said(print_form(small_house, record_id, KARIM), "pdf")
    record(small_house, record_id, KARIM, *YES)
    small_house.work()

    told = kept(small_house, record_id, KARIM)
    assert told["text"] == told["swedish"] != OLD.sha256
    assert bare(NEW) in form
    assert not any("\u0600" <= sign <= "\u06ff" for sign in form)
    receipt = said(receipt_of(small_house, record_id), "pdf")
    assert "TextenlästesuppellerförklaradesavMariaEk." in receipt


def receipt_of(house, record_id):
    files = files_of(house, record_id)
    return next(file for (purpose, *_), file in files.items() if purpose == "receipt")
