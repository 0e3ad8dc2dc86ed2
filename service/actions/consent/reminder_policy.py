"""When an organisation reminds those it has asked: its own days, or the installation's.

A change counts from the next reminder on: what is set already comes when it was to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.actor import Actor, require
from service.core.consent_views import ReminderDays
from service.core.permits import Act
from service.forms.answers import load
from service.forms.consent_reminders import RemindersForm
from service.settings.reminders import ReminderSettings
from service.store.tables.register import OrganisationRow
from service.tools import Tools

FORM = RemindersForm()


@dataclass(frozen=True, slots=True)
class Reminders:
    """What applies in an organisation, what the installation says, and whose it is."""

    days: ReminderDays
    default: ReminderDays
    is_own: bool


def policy_of(
    tools: Tools, session: Session, organisation_id: UUID
) -> ReminderSettings:
    row = session.get_one(OrganisationRow, organisation_id)
    return _policy(row, tools.settings.reminders)


def in_days(policy: ReminderSettings) -> ReminderDays:
    return ReminderDays(policy.first.days, policy.every.days, policy.most)


def show_reminders(tools: Tools, actor: Actor) -> Reminders:
    require(actor, Act.READ_REGISTER)
    with tools.look(actor) as session:
        row = session.get_one(OrganisationRow, actor.organisation_id)
        default = tools.settings.reminders
        is_own = row.remind_most is not None
        return Reminders(in_days(_policy(row, default)), in_days(default), is_own)


def save_reminders(
    tools: Tools, actor: Actor, answers: Mapping[str, Any], *, now: datetime
) -> None:
    """Keep the organisation's own days, as `RemindersForm` asks. Raises Invalid."""
    require(actor, Act.CHANGE_ORGANISATION)
    said = load(FORM, answers)
    _keep(tools, actor, said["first"], said["every"], said["most"], now=now)


def forget_reminders(tools: Tools, actor: Actor, *, now: datetime) -> None:
    """Let the installation's days count again."""
    require(actor, Act.CHANGE_ORGANISATION)
    _keep(tools, actor, None, None, None, now=now)


def _keep(tools: Tools, actor: Actor, *said: int | None, now: datetime) -> None:
    with tools.begin(actor) as work:
        row = work.session.get_one(OrganisationRow, actor.organisation_id)
        row.remind_first, row.remind_every, row.remind_most = said
        work.note("reminders changed", actor, now=now)


def _policy(row: OrganisationRow, default: ReminderSettings) -> ReminderSettings:
    if row.remind_first is None or row.remind_every is None or row.remind_most is None:
        return default
    return ReminderSettings(
        first=timedelta(days=row.remind_first),
        every=timedelta(days=row.remind_every),
        most=row.remind_most,
    )
