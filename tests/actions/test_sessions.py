"""A session is found by its token alone, and only while it is alive."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from service.actions.accounts import disable_account, grant_role
from service.actions.sessions import (
    end_other_sessions,
    end_session,
    find_session,
    list_sessions,
    sweep_sessions,
)
from service.actions.signing_in import Visit, sign_in_demo, sign_out
from service.core.actor import SYSTEM
from service.core.errors import NotFound, Refused
from service.core.permits import Role
from service.store.tables.access import SessionRow
from service.store.tables.audit import AuditEventRow
from tests.house import NOW, open_house

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def maja(house):
    return house.actor_of("maja.lind")


def enter(house, who, *, device="Firefox, Linux", token="", now=NOW):
    visit = Visit(device, token)
    return sign_in_demo(house.tools, who.account_id, visit, now=now).token


def row_of(house, actor) -> SessionRow:
    with house.tools.look(SYSTEM) as session:
        return session.get(SessionRow, actor.session_id)


def test_a_token_tells_who_is_there_and_what_they_may_do(house, maja):
    actor = find_session(house.tools, enter(house, maja), now=NOW)

    assert (actor.account_id, actor.name) == (maja.account_id, "Maja Lind")
    assert actor.roles == {Role.REGISTRAR}
    assert actor.proven_at == NOW
    assert actor.session_id is not None


def test_the_database_holds_no_token_that_could_be_used(house, maja):
    token = enter(house, maja)
    with house.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM session")).all()

    assert len(token) == 43  # 256 bits
    assert token not in str(rows)


@pytest.mark.parametrize("token", ["", "x", "x" * 5_000, "\ud800", "' OR 1=1--"])
def test_another_token_opens_nothing(house, maja, token):
    enter(house, maja)

    with pytest.raises(NotFound):
        find_session(house.tools, token, now=NOW)


def test_a_session_ends_after_an_hour_without_a_page(house, maja):
    token = enter(house, maja)
    find_session(house.tools, token, now=NOW + 59 * MINUTE)

    find_session(house.tools, token, now=NOW + 118 * MINUTE)
    with pytest.raises(NotFound):
        find_session(house.tools, token, now=NOW + 178 * MINUTE)


def test_a_session_ends_after_ten_hours_whatever_is_done(house, maja):
    token = enter(house, maja)
    for half_hours in range(1, 20):
        find_session(house.tools, token, now=NOW + half_hours * HOUR / 2)

    with pytest.raises(NotFound):
        find_session(house.tools, token, now=NOW + 10 * HOUR)


def test_the_settings_say_how_long_a_session_lasts(sqlite, services, tmp_path):
    shorter = {"SESSION_IDLE_MINUTES": "5", "SESSION_HOURS": "1"}
    with open_house(sqlite, services, tmp_path, **shorter) as house:
        token = enter(house, house.actor)

        with pytest.raises(NotFound):
            find_session(house.tools, token, now=NOW + 5 * MINUTE)


def test_being_seen_is_written_once_a_minute_at_most(house, maja):
    token = enter(house, maja)
    actor = find_session(house.tools, token, now=NOW + 59 * timedelta(seconds=1))
    assert row_of(house, actor).seen_at == NOW

    find_session(house.tools, token, now=NOW + MINUTE)
    assert row_of(house, actor).seen_at == NOW + MINUTE


def test_a_role_counts_from_the_moment_it_is_given(house, maja):
    token = enter(house, maja)
    grant_role(house.tools, house.actor, maja.account_id, Role.AUDITOR, now=NOW)

    assert Role.AUDITOR in find_session(house.tools, token, now=NOW).roles


def test_a_disabled_account_is_out_at_once(house, maja):
    token = enter(house, maja)
    disable_account(house.tools, house.actor, maja.account_id, now=NOW)

    with pytest.raises(NotFound):
        find_session(house.tools, token, now=NOW)
    with pytest.raises(NotFound):
        enter(house, maja)


def test_signing_in_again_ends_the_session_that_was_there(house, maja):
    first = enter(house, maja)
    second = enter(house, maja, token=first)

    assert second != first
    with pytest.raises(NotFound):
        find_session(house.tools, first, now=NOW)


def test_signing_out_twice_is_no_error(house, maja):
    token = enter(house, maja)
    sign_out(house.tools, token, now=NOW)
    sign_out(house.tools, token, now=NOW)

    with pytest.raises(NotFound):
        find_session(house.tools, token, now=NOW)


def test_one_sees_ones_own_sessions_and_ends_the_others(house, maja):
    token = enter(house, maja)
    others = [enter(house, maja, device="Safari, iPhone") for _ in range(2)]
    enter(house, house.actor)
    me = find_session(house.tools, token, now=NOW)

    seen = list_sessions(house.tools, me, now=NOW)
    assert len(seen) == 3
    assert [one.device for one in seen if one.is_this] == ["Firefox, Linux"]

    assert end_other_sessions(house.tools, me, now=NOW) == 2
    assert [one.is_this for one in list_sessions(house.tools, me, now=NOW)] == [True]
    for other in others:
        with pytest.raises(NotFound):
            find_session(house.tools, other, now=NOW)


def test_nobody_ends_a_colleagues_session(house, maja):
    me = find_session(house.tools, enter(house, maja), now=NOW)
    theirs = find_session(house.tools, enter(house, house.actor), now=NOW)

    with pytest.raises(NotFound):
        end_session(house.tools, me, theirs.session_id, now=NOW)


def test_coming_and_going_is_in_the_audit_trail_by_ids_alone(house, maja):
    token = enter(house, maja)
    actor = find_session(house.tools, token, now=NOW)
    sign_out(house.tools, token, now=NOW)

    with house.tools.look(SYSTEM) as session:
        lines = session.scalars(
            select(AuditEventRow).where(AuditEventRow.about == str(actor.session_id))
        ).all()
    assert [line.what for line in lines] == ["signed in", "signed out"]
    assert {line.actor for line in lines} == {str(maja.account_id)}


def test_what_has_expired_is_forgotten(house, maja):
    enter(house, maja)

    assert sweep_sessions(house.tools, now=NOW + 9 * HOUR) == 0
    assert sweep_sessions(house.tools, now=NOW + 10 * HOUR) == 1


def test_without_the_demo_a_name_is_not_enough(sqlite, services, tmp_path):
    with (
        open_house(sqlite, services, tmp_path, DEMO_SIGN_IN="no") as house,
        pytest.raises(Refused),
    ):
        enter(house, house.actor)
