"""A pile of scans: each form goes to its own consent, and what cannot be read waits."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader, PdfWriter

from service.actions.access import get_account
from service.actions.founding import add_organisation
from service.actions.scans.following import get_pile, read_page
from service.actions.scans.handing_in import hand_in
from service.actions.scans.placing import destinations, discard, place
from service.core.actor import SYSTEM
from service.core.errors import Erased, Invalid, NotFound, Refused
from service.core.paper_codes import paper_code
from service.core.scans import Discard
from service.scans.pile import read_pile
from service.store import consents
from service.store.tables.register import AccountRow, RoleGrantRow
from tests.consent.asking import KARIM, SARA, answer, asked, case_of
from tests.house import NOW
from tests.paper.piles import (
    ELIS,
    blank,
    bound,
    filed,
    form_of,
    guardians,
    pictures,
    scanned,
)


def opened(house, file):
    """Return the PDF that a reader of the consent gets."""
    box = house.tools.vault.box(file.record_id, file.organisation_id)
    stored = house.tools.files.get(file.stored)
    return box.open(stored, what=consents.consent_file_place(file))


@pytest.fixture
def alma(small_house):
    return asked(small_house)


def test_two_childrens_forms_in_one_pile_are_filed_apart(house):
    alma, elis = asked(house), asked(house, **ELIS)
    one, other = pictures(form_of(house, alma)), pictures(form_of(house, elis, 1))
    mixed = [turned for pair in zip(one[:2], other[:2], strict=True) for turned in pair]
    mixed = [each.rotate(90 * n, expand=True) for n, each in enumerate(mixed)]

    pile = scanned(house, bound(mixed))

    assert [each.record_id for each in pile.pages] == [alma, elis, alma, elis]
    for record_id, place_of in ((alma, 0), (elis, 1)):
        [file], [event] = filed(house, record_id)
        whose = guardians(house, record_id)[place_of].id
        assert file.participant_id == event.participant_id == whose
        assert len(PdfReader(BytesIO(opened(house, file))).pages) == 2


def test_a_filed_form_can_be_archived_and_read_aloud(small_house, alma, judge):
    scanned(small_house, bound(pictures(form_of(small_house, alma))[:1]))
    [file], _ = filed(small_house, alma)
    pdf = opened(small_house, file)

    assert (file.size, file.sha256) == (len(pdf), sha256(pdf).hexdigest())
    assert judge.breaches(pdf) == []


def test_a_scan_answers_nothing(small_house, alma):
    scanned(small_house, bound(pictures(form_of(small_house, alma))))

    case = case_of(small_house, alma)
    happened = [each.happened for each in case.events]
    assert (happened[-1], "answered" in happened) == ("scanned", False)
    assert all(one.answers == 0 for one in case.participants)


def test_a_form_filled_in_on_a_screen_is_filed_with_what_was_filled_in(
    small_house, alma
):
    empty, full = form_of(small_house, alma), BytesIO()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(empty)))
    for sheet in writer.pages:
        writer.update_page_form_field_values(
            sheet, {"answer": "/yes"}, auto_regenerate=False
        )
    writer.write(full)

    before, after = read_pile(empty).pages, read_pile(full.getvalue()).pages
    changed = [
        one.picture != other.picture for one, other in zip(before, after, strict=True)
    ]
    assert changed.count(True) == 1
    assert all(each.codes for each in after)


def test_a_page_that_cannot_be_read_waits_and_is_placed_by_its_typed_code(
    small_house, alma
):
    tools, actor = small_house.tools, small_house.actor
    pile = scanned(small_house, bound([blank(), blank()]))
    assert [each.number for each in pile.waiting] == [1, 2]
    assert read_page(tools, actor, pile.id, 1).startswith(b"\xff\xd8\xff")

    code = guardians(small_house, alma)[0].paper_code
    place(tools, actor, pile.id, [1], code=code.lower(), now=NOW)
    discard(tools, actor, pile.id, [2], reason=Discard.BLANK, now=NOW)

    after = get_pile(tools, actor, pile.id, now=NOW)
    assert (after.filed, after.waiting) == (1, ())
    assert after.pages[1].discarded == Discard.BLANK
    assert len(filed(small_house, alma)[0]) == 1


def test_a_page_is_placed_with_somebody_who_has_still_to_answer(small_house, alma):
    tools, actor = small_house.tools, small_house.actor
    pile = scanned(small_house, bound([blank()]))
    listed = destinations(tools, actor, now=NOW).people
    assert {one.name for one in listed} == {"Sara Lindgren", "Karim Haddad"}

    karim = next(one for one in listed if one.name == "Karim Haddad")
    place(tools, actor, pile.id, [1], participant_id=karim.participant_id, now=NOW)
    with pytest.raises(Refused):
        place(tools, actor, pile.id, [1], participant_id=karim.participant_id, now=NOW)

    [file], _ = filed(small_house, alma)
    assert file.participant_id == karim.participant_id


def test_who_has_answered_may_take_it_back_on_paper(small_house, alma):
    answer(small_house, alma, SARA, "yes", "yes", "yes")
    answer(small_house, alma, KARIM, "yes", "yes", "yes")
    assert case_of(small_house, alma).row.state == "valid"

    found = destinations(small_house.tools, small_house.actor, "sara", now=NOW)

    assert [one.name for one in found.people] == [KARIM, SARA]


def test_what_is_settled_is_nowhere_but_in_the_consent(small_house, alma):
    tools = small_house.tools
    pile = scanned(small_house, bound(pictures(form_of(small_house, alma))[:1]))

    [file], _ = filed(small_house, alma)
    with pytest.raises(Erased):
        tools.vault.box(pile.id, small_house.actor.organisation_id)
    kept = {each.name for each in tools.files.root.rglob("*") if each.is_file()}
    others = {one.stored for one in filed(small_house, alma)[0]}
    assert file.stored in others & kept


def test_another_organisations_form_is_neither_filed_nor_told_of(house):
    alma = asked(house)
    form = bound(pictures(form_of(house, alma))[:1])
    code = guardians(house, alma)[0].paper_code
    stranger = secretary_elsewhere(house)

    pile = scanned(house, form, actor=stranger)

    assert [(one.waits, one.record_id, one.title) for one in pile.pages] == [
        (True, None, "")
    ]
    assert filed(house, alma) == ([], [])
    said = []
    for typed in (code, paper_code(uuid4(), "no form")):
        with pytest.raises(Invalid) as refusal:
            place(house.tools, stranger, pile.id, [1], code=typed, now=NOW)
        said.append(refusal.value.problems)
    assert said[0] == said[1]


def secretary_elsewhere(house):
    """Return somebody of another organisation who may write records there."""
    neighbour = add_organisation(house.tools, name="Grannkommunen")
    with house.tools.begin(SYSTEM) as work:
        account = AccountRow(
            organisation_id=neighbour,
            issuer="elsewhere",
            subject="nils@example.se",
            name="Nils Holm",
            email="nils@example.se",
        )
        work.session.add(account)
        work.session.flush()
        role = RoleGrantRow(
            organisation_id=neighbour,
            account_id=account.id,
            role="secretary",
            source="administrator",
            granted_at=NOW,
        )
        work.session.add(role)
        account_id = account.id
    return get_account(house.tools, account_id).actor


def test_a_colleague_sees_nothing_of_my_pile(small_house):
    pile = scanned(small_house, bound([blank()]))
    colleague = small_house.actor_of("alex.winter")

    with pytest.raises(NotFound):
        get_pile(
            small_house.tools,
            replace(colleague, roles=small_house.actor.roles),
            pile.id,
            now=NOW,
        )


def test_files_that_cannot_be_read_are_named_and_the_others_are_filed(
    small_house, alma
):
    pile = scanned(
        small_house, b"%PDF-1.7 torn", bound(pictures(form_of(small_house, alma))[:1])
    )

    assert pile.filed == 1
    assert [why.why.template for why in pile.unread] == [
        "The file is damaged: it cannot be opened."
    ]


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04"])
def test_what_begins_like_no_scan_is_refused_at_the_door(small_house, content):
    with pytest.raises(Invalid):
        hand_in(small_house.tools, small_house.actor, [("a.pdf", content)], now=NOW)
