"""Asking twice is asking once, and what is wrong is told where it is wrong."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import uuid4

import pytest

from service.actions.drafts import correct, list_drafts, save_draft
from service.actions.founding import add_organisation
from service.actions.reading import get_record
from service.actions.register import list_groups, list_people
from service.actions.requests import KeyReused
from service.actions.submitting import recipients_of, submit, submit_draft
from service.core.errors import Invalid, NotFound, Refused
from service.core.records import Submitted
from tests.actions.people import person
from tests.house import NOW, TO_IDA, seed, sending
from tests.jobs import rows
from tests.jobs.invariants import check_invariants


def test_the_same_request_three_times_at_once_is_one_record(house):
    """Mutant: look for the key, then write, without the database's word on it."""
    answers = at_once(3, lambda: house.submit(key="k"))

    assert len({answer.record_id for answer in answers}) == 1
    assert sorted(answer.replayed for answer in answers) == [False, True, True]
    assert len(rows.revisions(house)) == 1
    assert len(rows.job_rows(house)) == 1
    house.work()
    check_invariants(house)
    assert len(house.mails()) == 1


def test_a_key_with_another_request_is_refused(house):
    house.submit(key="k")

    with pytest.raises(KeyReused):
        house.submit(key="k", answers={**seed("minutes"), "place": "Sal 4"})
    with pytest.raises(KeyReused):
        house.submit(key="k", sending=sending(language="en"))


def test_the_order_of_fields_is_not_another_request(small_house):
    first = small_house.submit(key="k")
    turned = dict(reversed(seed("minutes").items()))

    again = small_house.submit(key="k", answers=turned)

    assert again == Submitted(first.record_id, 1, replayed=True)


def test_a_key_is_one_s_own(house):
    first = house.submit(key="k")

    theirs = as_stranger(house).submit(key="k")

    assert not theirs.replayed
    assert theirs.record_id != first.record_id


def test_without_a_key_twice_is_two(small_house):
    assert small_house.submit().record_id != small_house.submit().record_id


def test_a_draft_sent_twice_at_once_is_one_record(house):
    draft = save_draft(
        house.tools,
        house.actor,
        kind="minutes",
        answers=seed("minutes"),
        sending=sending(),
        now=NOW,
    )

    answers = at_once(
        2, lambda: submit_draft(house.tools, house.actor, draft.id, now=NOW)
    )

    assert len({answer.record_id for answer in answers}) == 1
    assert len(rows.revisions(house)) == 1
    assert list_drafts(house.tools, house.actor) == ()


def test_a_correction_is_the_next_version_and_the_first_one_stays(house):
    first = house.submit()
    draft = correct(house.tools, house.actor, first.record_id, now=NOW)
    changed = {**draft.answers, "place": "Sal 4"}
    save_draft(
        house.tools,
        house.actor,
        kind="minutes",
        answers=changed,
        draft_id=draft.id,
        now=NOW,
    )

    second = submit_draft(house.tools, house.actor, draft.id, now=NOW)
    house.work()

    assert second == Submitted(first.record_id, 2, replayed=False)
    view = get_record(house.tools, house.actor, first.record_id, now=NOW)
    assert [r.number for r in view.revisions] == [2, 1]
    assert [r.answers["place"] for r in view.revisions] == ["Sal 4", "Skype"]
    assert [d.email for d in view.latest.deliveries] == [TO_IDA["email"]]
    check_invariants(house)


def test_two_corrections_at_once_get_a_number_each(house):
    """Mutant: the number counted without the record's lock."""
    record_id = house.submit().record_id

    answers = at_once(2, lambda: house.submit(record_id=record_id))

    assert sorted(answer.revision for answer in answers) == [2, 3]


def test_a_record_is_corrected_as_what_it_is(house):
    record_id = house.submit().record_id

    with pytest.raises(Refused):
        house.submit("notes", record_id=record_id)
    with pytest.raises(NotFound):
        house.submit(record_id=uuid4())
    with pytest.raises(NotFound):
        as_stranger(house).submit(record_id=record_id)
    assert len(rows.revisions(house)) == 1


def test_who_cannot_get_it_is_named_at_its_place(small_house):
    protected = person(small_house, "Skyddad Person", "a@example.se", protected=True)
    homeless = person(small_house, "Utan Adress", "")
    [known, *_] = list_people(small_house.tools, small_house.actor)
    wish = sending(
        groups=[str(uuid4())],
        people=[str(known.id), str(protected), str(homeless), str(uuid4())],
    )

    with pytest.raises(Invalid) as refused:
        small_house.submit(sending=wish)

    assert refused.value.problems == {
        "groups": {0: ["There is no such group."]},
        "people": {
            1: ["This person has a protected identity. Use paper."],
            2: ["Utan Adress has no e-mail address."],
            3: ["There is no such person."],
        },
    }
    assert rows.revisions(small_house) == []


def test_another_organisation_s_people_are_nobody(small_house):
    [known, *_] = list_people(small_house.tools, small_house.actor)

    with pytest.raises(Invalid):
        as_stranger(small_house).submit(sending=sending(people=[str(known.id)]))


def test_a_group_reaches_its_members_and_nobody_twice(small_house):
    group = max(
        list_groups(small_house.tools, small_house.actor),
        key=lambda g: len(g.memberships),
    )
    ida = next(
        p
        for p in list_people(small_house.tools, small_house.actor)
        if p.name == "Ida Broman"
    )
    wish = sending(groups=[str(group.id)], people=[str(ida.id)], typed=[TO_IDA])

    reached = recipients_of(small_house.tools, small_house.actor, wish, now=NOW)

    assert [r.email for r in reached].count("ida.broman@example.se") == 1
    assert len(reached) == len(group.memberships)


def at_once(times, do):
    """Let several callers start in the same moment. Return their answers."""
    together = Barrier(times)

    def call(_):
        together.wait()
        return do()

    with ThreadPoolExecutor(times) as callers:
        return list(callers.map(call, range(times)))


def as_stranger(house):
    """Return the house as somebody of another organisation sees it."""
    organisation = add_organisation(house.tools, name="Grannkommunen")
    return replace(
        house, actor=replace(house.actor, organisation_id=organisation, account_id=None)
    )


def test_a_submission_that_is_refused_leaves_nothing_behind(small_house):
    with pytest.raises(Invalid):
        submit(
            small_house.tools,
            small_house.actor,
            kind="minutes",
            answers={**seed("minutes"), "held_on": "2020-02-30"},
            sending=sending(),
            now=NOW,
        )

    assert rows.revisions(small_house) == []
    assert rows.job_rows(small_house) == []
