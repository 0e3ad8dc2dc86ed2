"""Drafts keep what was typed, for the one who types it."""

from dataclasses import replace

import pytest

from service.actions.access import create_api_key, demo_accounts, find_api_key
from service.actions.drafts import (
    correct,
    discard_draft,
    get_draft,
    list_drafts,
    save_draft,
)
from service.actions.resending import resend
from service.actions.submitting import submit_draft
from service.core.errors import Forbidden, Invalid, NotFound
from service.core.permits import Scope
from service.store.tables.records import RecordRow
from tests.house import NOW, sending
from tests.jobs import rows

HALF_DONE = {"title": "Protokoll", "held_on": "i tisdags?", "items": [{"heading": ""}]}


def test_a_draft_keeps_what_was_typed_valid_or_not(house):
    draft = save(house, HALF_DONE)

    kept = get_draft(house.tools, house.actor, draft.id)

    assert kept.answers == HALF_DONE
    assert kept.version == 1


def test_saving_again_keeps_the_recipients_unless_told_otherwise(small_house):
    draft = save(small_house, HALF_DONE, sending=sending())

    again = save(small_house, {"title": "x"}, draft_id=draft.id)

    assert again.id == draft.id
    assert (again.version, again.answers) == (2, {"title": "x"})
    assert again.sending == sending()


def test_a_draft_is_its_writer_s_alone(house):
    draft = save(house, HALF_DONE)

    for stranger in strangers(house):
        with pytest.raises(NotFound):
            get_draft(house.tools, stranger, draft.id)
        with pytest.raises(NotFound):
            save(house, {}, actor=stranger, draft_id=draft.id)
        with pytest.raises(NotFound):
            discard_draft(house.tools, stranger, draft.id, now=NOW)
        with pytest.raises(NotFound):
            submit_draft(house.tools, stranger, draft.id, now=NOW)
        assert list_drafts(house.tools, stranger) == ()


def test_a_draft_that_is_refused_is_still_there(small_house):
    draft = save(small_house, HALF_DONE, sending=sending())

    with pytest.raises(Invalid):
        submit_draft(small_house.tools, small_house.actor, draft.id, now=NOW)

    assert (
        get_draft(small_house.tools, small_house.actor, draft.id).answers == HALF_DONE
    )


def test_a_discarded_draft_is_gone(small_house):
    draft = save(small_house, HALF_DONE)

    discard_draft(small_house.tools, small_house.actor, draft.id, now=NOW)

    with pytest.raises(NotFound):
        get_draft(small_house.tools, small_house.actor, draft.id)


def test_an_unknown_kind_has_no_drafts(small_house):
    with pytest.raises(NotFound):
        save(small_house, {}, kind="poem")


def test_a_correction_goes_to_the_mended_address_alone(small_house):
    """Mutant: the wrong address gets the next version, too."""
    first = small_house.submit()
    small_house.work()
    [wrong] = rows.deliveries(small_house)
    tools, actor = small_house.tools, small_house.actor
    resend(tools, actor, wrong.id, email="ida@example.se", now=NOW)

    draft = correct(tools, actor, first.record_id, now=NOW)

    assert [one["email"] for one in draft.sending["typed"]] == ["ida@example.se"]


def test_a_key_owns_the_drafts_it_began(small_house):
    """Mutant: all programs of an organisation share one heap of drafts."""
    keys = [create_key(small_house, name) for name in ("archive", "school")]
    drafts = [save(small_house, HALF_DONE, actor=key) for key in keys]

    for key, draft in zip(keys, drafts, strict=True):
        assert [one.id for one in list_drafts(small_house.tools, key)] == [draft.id]


def test_what_a_key_sends_belongs_to_it(small_house):
    key = create_key(small_house, "archive")

    answer = replace(small_house, actor=key).submit()

    with small_house.tools.look(key) as session:
        record = session.get(RecordRow, answer.record_id)
        assert (record.account_id, record.key_id) == (None, key.key_id)


def test_a_correction_needs_a_record_they_may_correct(small_house):
    """Mutant: any record's id is taken, and said no to when it is sent."""
    secret = small_house.submit(sending=sending(classification="confidential"))
    stranger = small_house.actor_of("alex.winter")

    with pytest.raises((NotFound, Forbidden)):
        save(small_house, {}, actor=stranger, record_id=secret.record_id)
    assert list_drafts(small_house.tools, stranger) == ()


def create_key(house, name):
    """Return a program of the house, by a key of its own."""
    scopes = frozenset({Scope.WRITE_RECORDS})
    key = create_api_key(house.tools, house.actor, name=name, scopes=scopes, now=NOW)
    return find_api_key(house.tools, key, now=NOW)


def save(house, answers, *, actor=None, kind="minutes", **more):
    who = actor or house.actor
    return save_draft(house.tools, who, kind=kind, answers=answers, now=NOW, **more)


def strangers(house):
    """Return a colleague, and a program of the same organisation."""
    colleague = next(
        account.actor
        for account in demo_accounts(house.tools)
        if account.id != house.actor.account_id
    )
    return colleague, replace(house.actor, account_id=None)
