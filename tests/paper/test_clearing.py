"""A pile that nobody finishes: seen, told of, thrown away by hand, erased at last."""

from datetime import timedelta

import pytest

from service.actions.scans import clearing, filing
from service.actions.scans.clearing import (
    drop_old_piles,
    tell_of_old_piles,
    throw_away,
)
from service.actions.scans.following import get_pile, read_page, unsettled_piles
from service.actions.scans.handing_in import hand_in
from service.core.errors import Erased, NotFound, Refused
from service.core.jobs import JobKind
from service.core.scans import Discard
from service.store.tables.audit import AuditEventRow
from tests.consent.asking import asked
from tests.house import NOW
from tests.jobs import rows
from tests.paper.piles import blank, bound, filed, form_of, pictures, scanned

KEPT = timedelta(days=30)
LATER = NOW + KEPT + timedelta(minutes=1)


def seen(house, pile_id):
    return get_pile(house.tools, house.actor, pile_id, now=NOW)


def stored(house):
    return [one for one in house.tools.files.root.rglob("*") if one.is_file()]


def lines(house, what):
    return rows.rows(house, AuditEventRow, AuditEventRow.what == what)


def is_gone(house, pile_id):
    with pytest.raises(Erased):
        house.tools.vault.box(pile_id, house.actor.organisation_id)
    return not stored(house)


def test_what_nobody_places_is_erased_in_time_and_not_before(house):
    pile = scanned(house, bound([blank(), blank()]))
    early = NOW + KEPT - timedelta(minutes=1)

    assert drop_old_piles(house.tools, now=early) == 0
    assert drop_old_piles(house.tools, now=LATER) == 1
    assert drop_old_piles(house.tools, now=LATER) == 0

    after = seen(house, pile.id)
    assert (after.is_settled, after.let_go(Discard.LATE)) == (True, 2)
    assert is_gone(house, pile.id)
    [line] = lines(house, "scans erased")
    assert line.about == str(pile.id)


def test_what_is_filed_stays_filed(small_house):
    alma = asked(small_house)
    form = pictures(form_of(small_house, alma))[0]
    pile = scanned(small_house, bound([form, blank()]))

    throw_away(small_house.tools, small_house.actor, pile.id, now=NOW)

    after = seen(small_house, pile.id)
    assert (after.filed, after.let_go(Discard.PILE)) == (1, 1)
    [file], _ = filed(small_house, alma)
    assert small_house.tools.files.get(file.stored)
    assert len(lines(small_house, "scans thrown away")) == 1


def test_a_pile_that_was_never_sorted_goes_whole(small_house):
    named = [("a.pdf", bound([blank()])), ("b.pdf", bound([blank()]))]
    pile_id = hand_in(small_house.tools, small_house.actor, named, now=NOW)

    assert drop_old_piles(small_house.tools, now=LATER) == 1
    assert is_gone(small_house, pile_id)

    small_house.work(JobKind.SCAN)  # its job comes late, and finds nothing
    assert seen(small_house, pile_id).pages == ()


def test_the_key_that_a_crash_has_left_behind_goes_with_the_next_turn(
    small_house, monkeypatch
):
    pile = scanned(small_house, bound([blank()]))
    monkeypatch.setattr(clearing, "forget", lambda *_: None)
    assert drop_old_piles(small_house.tools, now=LATER) == 2
    assert filing.forget is not clearing.forget

    with pytest.raises(Erased):
        small_house.tools.vault.box(pile.id, small_house.actor.organisation_id)


def test_a_pile_is_thrown_away_once_and_by_nobody_else(small_house):
    tools, actor = small_house.tools, small_house.actor
    pile = scanned(small_house, bound([blank()]))

    colleague = small_house.actor_of("alex.winter")

    with pytest.raises(NotFound):
        throw_away(tools, colleague, pile.id, now=NOW)
    throw_away(tools, actor, pile.id, now=NOW)

    with pytest.raises(Refused):
        throw_away(tools, actor, pile.id, now=NOW)
    with pytest.raises(Refused):
        read_page(tools, actor, pile.id, 1)


def test_a_pile_waits_on_the_start_page_until_it_is_settled(small_house):
    tools, actor = small_house.tools, small_house.actor
    pile = scanned(small_house, bound([blank()]))
    assert [one.id for one in unsettled_piles(tools, actor, now=NOW)] == [pile.id]
    assert unsettled_piles(tools, small_house.actor_of("maja.lind"), now=NOW) == ()

    throw_away(tools, actor, pile.id, now=NOW)

    assert unsettled_piles(tools, actor, now=NOW) == ()


def test_a_week_before_whoever_handed_it_in_is_told_once(small_house):
    tools = small_house.tools
    pile = scanned(small_house, bound([blank()]))
    week_before = LATER - timedelta(days=7)

    assert tell_of_old_piles(tools, now=NOW + timedelta(days=22)) == 0
    assert tell_of_old_piles(tools, now=week_before) == 1
    assert tell_of_old_piles(tools, now=week_before) == 0
    small_house.work(JobKind.NOTICE)

    [mail] = small_house.mails()
    assert mail["Subject"] == "Inskannade blanketter väntar på dig"
    assert f"/scans/{pile.id}" in mail.get_body(("plain",)).get_content()


def test_who_was_quicker_than_the_mail_gets_none(small_house):
    tools = small_house.tools
    pile = scanned(small_house, bound([blank()]))
    tell_of_old_piles(tools, now=LATER - timedelta(days=7))

    throw_away(tools, small_house.actor, pile.id, now=NOW)
    small_house.work(JobKind.NOTICE)

    assert small_house.mails() == []
