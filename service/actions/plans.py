"""The plan: for how long records are kept. Lines begin and end; none is changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from service.core.actor import Actor, require
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.retention import Disposal, Rule
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.retention import RuleForm
from service.kinds import find_kind
from service.store import retention
from service.store.tables.retention import RetentionRuleRow
from service.store.work import Work
from service.tools import Tools

RULE = RuleForm()


def list_rules(
    tools: Tools, actor: Actor, *, with_ended: bool = False
) -> tuple[Rule, ...]:
    """Return the lines in force, or all there have been, the oldest first."""
    require(actor, Act.MANAGE_RETENTION)
    with tools.look(actor) as session:
        return retention.rules(session, with_ended=with_ended)


def add_rule(
    tools: Tools, actor: Actor, kind: str, answers: Mapping[str, Any], *, now: datetime
) -> UUID:
    """Add a line for a kind. Raises NotFound, and Invalid when one says it already."""
    require(actor, Act.MANAGE_RETENTION)
    find_kind(kind)
    said = load(RULE, answers)
    with tools.begin(actor) as work:
        _refuse_a_second(work, kind, said["outcome"])
        return _begin(work, actor, kind, said, now=now)


def change_rule(
    tools: Tools,
    actor: Actor,
    rule_id: UUID,
    answers: Mapping[str, Any],
    *,
    now: datetime,
) -> UUID:
    """End a line and begin another in its place. Raises NotFound or Invalid."""
    require(actor, Act.MANAGE_RETENTION)
    said = load(RULE, answers)
    with tools.begin(actor) as work:
        old = retention.lock_rule(work.session, rule_id)
        _end(work, actor, old, now=now)
        _refuse_a_second(work, old.kind, said["outcome"])
        return _begin(work, actor, old.kind, said, now=now)


def end_rule(tools: Tools, actor: Actor, rule_id: UUID, *, now: datetime) -> None:
    """End a line: from now on its records are kept. Raises NotFound."""
    require(actor, Act.MANAGE_RETENTION)
    with tools.begin(actor) as work:
        _end(work, actor, retention.lock_rule(work.session, rule_id), now=now)


def _begin(
    work: Work, actor: Actor, kind: str, said: Mapping[str, Any], *, now: datetime
) -> UUID:
    erases = said["disposal"] is Disposal.ERASE
    row = RetentionRuleRow(
        organisation_id=actor.organisation_id,
        kind=kind,
        outcome=said["outcome"],
        disposal=said["disposal"],
        years=said["years"] if erases else None,
        event=said["event"],
        plan=said["plan"],
        created_at=now,
    )
    work.session.add(row)
    work.session.flush()
    work.note(
        "retention rule began", actor, about=str(row.id), values=_told(row), now=now
    )
    return row.id


def _end(work: Work, actor: Actor, row: RetentionRuleRow, *, now: datetime) -> None:
    row.ended_at = now
    work.session.flush()
    work.note("retention rule ended", actor, about=str(row.id), now=now)


def _told(row: RetentionRuleRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "outcome": row.outcome,
        "disposal": str(row.disposal),
        "years": row.years,
        "event": str(row.event),
        "plan": row.plan,
    }


def _refuse_a_second(work: Work, kind: str, outcome: str) -> None:
    for rule in retention.rules(work.session):
        if (rule.kind, rule.outcome) == (kind, outcome):
            raise Invalid(
                {"outcome": [Sentence("There is a rule for this already. Change it.")]}
            )
