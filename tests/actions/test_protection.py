"""Whoever has a protected identity gets no mail, however late that becomes known."""

import pytest

from service.actions.accounts import grant_role
from service.actions.consent.holding import holder
from service.actions.importing import confirm_import, preview_import
from service.actions.links import look, make_token
from service.actions.reading import get_record
from service.actions.register import get_person, list_groups, list_people, save_person
from service.actions.resending import resend
from service.actions.submitting import recipients_of
from service.core.actor import SYSTEM
from service.core.errors import Invalid, NotFound, Refused
from service.core.jobs import JobKind, JobState
from service.store.tables.audit import AuditEventRow
from tests.actions.people import person
from tests.consent.asking import KARIM, SARA, answers, asked, token_of
from tests.house import NOW, sending
from tests.jobs import rows

YLVA = {"name": "Ylva Öst", "email": "ylva.ost@example.se", "language": "sv"}


@pytest.fixture
def secretary(small_house):
    """Somebody who keeps the register and may not see protected people."""
    alex = small_house.actor_of("alex.winter").account_id
    grant_role(small_house.tools, small_house.actor, alex, "secretary", now=NOW)
    return small_house.actor_of("alex.winter")


def test_a_protected_member_is_never_mailed(house):
    [group, *_] = list_groups(house.tools, house.actor)
    hidden = group.memberships[0].person
    person(house, hidden.name, hidden.email, protected=True, person_id=hidden.id)

    wish = sending(groups=[str(group.id)], typed=[])
    reached = recipients_of(house.tools, house.actor, wish, now=NOW)

    assert hidden.email not in [r.email for r in reached]
    assert len(reached) == len(group.memberships) - 1


def test_who_has_come_under_protection_is_not_mailed_again(small_house):
    known = list_people(small_house.tools, small_house.actor)[0]
    small_house.submit(sending=sending(people=[str(known.id)], typed=[]))
    small_house.work()
    [sent] = rows.deliveries(small_house)
    person(small_house, known.name, known.email, protected=True, person_id=known.id)

    with pytest.raises(Refused):
        resend(small_house.tools, small_house.actor, sent.id, now=NOW)


def test_a_mail_that_waits_is_stopped_when_its_recipient_comes_under_protection(house):
    known = person(house, **ylva())
    house.submit(sending=sending(typed=[], people=[str(known)]))
    house.work(JobKind.RENDER)

    saved = protect(house, known)
    house.work()

    assert (saved.mails, house.mails()) == (1, [])
    assert rows.one_job(house).state == JobState.CANCELLED


def test_a_mail_that_is_not_there_yet_is_not_sent_when_it_comes(house):
    known = person(house, **ylva())
    house.submit(sending=sending(typed=[], people=[str(known)]))
    saved = protect(house, known)

    house.work()

    assert (saved.mails, house.mails()) == (0, [])
    assert rows.one_job(house).last_code == "protected"


def test_a_typed_address_is_asked_about_once_more_before_the_mail_leaves(small_house):
    known = person(small_house, **ylva())
    typed = [{"name": "Y", "email": YLVA["email"].upper(), "language": "sv"}]
    small_house.submit(sending=sending(typed=typed))
    protect(small_house, known)

    small_house.work()

    assert small_house.mails() == []


def test_an_address_that_is_protected_cannot_be_typed(small_house):
    protect(small_house, person(small_house, **ylva()))
    typed = [{"name": "Y", "email": "Ylva.Ost@example.se", "language": "sv"}]

    with pytest.raises(Invalid) as refused:
        small_house.submit(sending=sending(typed=typed))

    assert list(refused.value.problems["typed"][0]) == ["email"]


def test_links_close_when_their_holder_comes_under_protection(house):
    known = person(house, **ylva())
    house.submit(sending=sending(typed=[], people=[str(known)]))
    house.work()
    [sent] = rows.deliveries(house)
    token = make_token(sent.id, house.tools.settings.secret_key)
    look(house.tools, token, now=NOW)

    assert protect(house, known).links == 1

    with pytest.raises(NotFound):
        look(house.tools, token, now=NOW)
    assert protect(house, known).links == 0


@pytest.mark.parametrize("way", ["saved", "imported"])
def test_links_to_consents_close_for_an_address_that_comes_under_protection(house, way):
    consent = asked(house)
    sara, karim = (token_of(house, consent, name) for name in (SARA, KARIM))
    address = answers()["guardians"][0]["email"].upper()

    if way == "saved":
        person(house, "S. L.", address, protected=True)
    else:
        content = f"name;email;protected\nS. L.;{address};ja\n".encode()
        confirm_import(house.tools, house.actor, content, now=NOW)

    with house.tools.look(SYSTEM) as session:
        assert holder(session, karim, now=NOW)
        with pytest.raises(NotFound):
            holder(session, sara, now=NOW)
    noted = [one for one in rows.rows(house, AuditEventRow) if "closed" in one.what]
    assert [one.record_id for one in noted] == [consent]


def test_who_may_not_see_the_protected_gets_an_id_and_nothing_else(
    small_house, secretary
):
    known = person(small_house, **ylva())
    protect(small_house, known)

    masked = list_people(small_house.tools, secretary)[-1]

    assert (masked.id, masked.masked) == (known, True)
    assert masked.name + masked.title + masked.organisation + masked.email == ""
    assert list_people(small_house.tools, secretary, search="Ylva Öst") == ()
    with pytest.raises(NotFound):
        get_person(small_house.tools, secretary, known)
    with pytest.raises(NotFound):
        save_person(small_house.tools, secretary, YLVA, person_id=known, now=NOW)


def test_what_was_sent_before_no_longer_says_to_whom(small_house, secretary):
    known = person(small_house, **ylva())
    sent = small_house.submit(sending=sending(typed=[], people=[str(known)]))
    small_house.work()
    protect(small_house, known)

    def told(actor):
        view = get_record(small_house.tools, actor, sent.record_id, now=NOW)
        return [(one.name, one.email) for one in view.latest.deliveries]

    assert told(secretary) == [("", "")]
    assert told(small_house.actor) == [(YLVA["name"], YLVA["email"])]


def test_who_is_written_down_once_more_is_as_protected_as_before(
    small_house, secretary
):
    """Mutant: the secretary does not find her, adds her anew, and she is mailed."""
    protect(small_house, person(small_house, **ylva()))

    again = save_person(small_house.tools, secretary, YLVA, now=NOW)
    table = f"name;email;group\nYlva Öst;{YLVA['email']};Temagrupp barn och unga"
    added = confirm_import(small_house.tools, secretary, table.encode(), now=NOW)

    assert again.person.masked
    assert added == 1
    entries = list_people(small_house.tools, small_house.actor, search="Ylva Öst")
    assert [one.protected for one in entries] == [True] * 3


def test_an_import_does_not_tell_whom_it_knows_under_protection(small_house, secretary):
    protect(small_house, person(small_house, **ylva()))
    table = f"name;email\nYlva Öst;{YLVA['email']}\nNy Person;ny@example.se".encode()

    seen = preview_import(small_house.tools, secretary, table)

    assert (len(seen.people), seen.known) == (2, 0)
    assert preview_import(small_house.tools, small_house.actor, table).known == 1


def protect(house, person_id):
    """Let the house's actor mark Ylva; return what that stopped."""
    answers = {**YLVA, "protected": True}
    return save_person(house.tools, house.actor, answers, person_id=person_id, now=NOW)


def ylva():
    return {"name": YLVA["name"], "email": YLVA["email"]}
