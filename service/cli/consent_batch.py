"""Many consents from one file, as the pages have it: looked at, released, held up."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from service.actions.consent import batches, releasing
from service.actions.consent.batch_looking import names_told
from service.actions.consent.standing_in import stand_in
from service.actions.drafts import list_drafts
from service.cli.accounts import chosen, whose
from service.cli.opening import ID, now, say
from service.core.actor import Actor
from service.core.batches import Batch, ItemState
from service.core.errors import Invalid, ServiceError
from service.core.permits import Act
from service.kinds import consent
from service.tools import Tools

FILE = click.argument("file", type=click.Path(path_type=Path, exists=True))
BATCH = click.argument("batch_id", type=ID)


@click.group("consent-batch")
def consent_batch() -> None:
    """Ask for many consents from a file, in the name of somebody who may."""


@consent_batch.command()
@FILE
@click.option("--draft", type=ID, required=True, help="The question: `drafts` has it.")
@click.option("--release", help="Ask, when this is how many requests there are.")
@click.option("--per-hour", default="", help="Ask at most so many in an hour.")
@whose
def read(
    *, file: Path, draft: UUID, release: str | None, per_hour: str, **which: Any
) -> None:
    """Look at FILE: what would be asked, and each bad row (row, column, problem).

    Without --release nothing is kept and nothing is sent; exit status 1 when a row is
    bad. With it, the other rows are asked; exit status 1 when nothing was released.
    """
    tools, actor, moment = _stood_in(**which)
    try:
        batch_id = batches.read_batch(
            tools, actor, draft, file.read_bytes(), now=moment
        )
    except Invalid as problem:
        raise _told(problem) from problem
    count_bad = _show(tools, actor, batch_id)
    if release is None:
        batches.throw_away(tools, actor, batch_id, now=moment)
        say("dry run", "nothing has been sent")
        sys.exit(bool(count_bad))
    _release(tools, actor, batch_id, typed=release, per_hour=per_hour, now=moment)


@consent_batch.command()
@whose
def drafts(**which: Any) -> None:
    """List the questions that were saved as drafts (id, saved, purpose)."""
    tools, actor, _ = _stood_in(**which)
    for one in list_drafts(tools, actor):
        if one.kind == consent.NAME:
            say(one.id, one.saved_at, str(one.answers.get("purpose") or "-"))


@consent_batch.command("list")
@whose
def list_(**which: Any) -> None:
    """List the files (id, state, read, requests, settled, failed, why)."""
    tools, actor, _ = _stood_in(**which)
    for one in batches.list_batches(tools, actor):
        numbers = (one.requests, one.settled, one.counted(ItemState.FAILED))
        say(one.id, one.state, one.made_at, *numbers, one.why or "-")


@consent_batch.command()
@BATCH
@whose
def pause(*, batch_id: UUID, **which: Any) -> None:
    """Ask for nothing more until it is resumed."""
    tools, actor, moment = _stood_in(**which)
    releasing.pause(tools, actor, batch_id, now=moment)
    say("paused")


@consent_batch.command()
@BATCH
@whose
def resume(*, batch_id: UUID, **which: Any) -> None:
    """Go on where it was paused."""
    tools, actor, moment = _stood_in(**which)
    releasing.resume(tools, actor, batch_id, now=moment)
    say("resumed")


@consent_batch.command()
@BATCH
@whose
def stop(*, batch_id: UUID, **which: Any) -> None:
    """Ask for nothing more, ever, and call back mails that have not left."""
    tools, actor, moment = _stood_in(**which)
    count = releasing.stop(tools, actor, batch_id, now=moment)
    say("stopped", f"{count} mails called back")


def _stood_in(**which: Any) -> tuple[Tools, Actor, datetime]:
    tools, operator, account_id = chosen(**which)
    moment = now()
    return (
        tools,
        stand_in(tools, operator, account_id, Act.ASK_MANY, now=moment),
        moment,
    )


def _show(tools: Tools, actor: Actor, batch_id: UUID) -> int:
    """Print what a file holds, but for what stands in its cells: that is about people.

    Return how many rows are bad.
    """
    for state in (ItemState.BAD, ItemState.SKIPPED, ItemState.WAITING):
        for one in batches.findings(tools, actor, batch_id, state):
            say(NAMES[state], one.row, one.column or "-", one.said)
    for one in names_told(tools, actor, batch_id):
        say("question", one.said)
    seen = batches.get_batch(tools, actor, batch_id)
    for name, number in _numbers(seen):
        say(name, number)
    return seen.counted(ItemState.BAD)


NAMES = {ItemState.BAD: "bad", ItemState.SKIPPED: "left out", ItemState.WAITING: "look"}


def _numbers(seen: Batch) -> Iterator[tuple[str, int]]:
    yield "requests", seen.requests
    yield from ((f"mails in {code}", number) for code, number in seen.mails.items())
    yield "forms on paper", seen.papers
    yield "bad rows", seen.counted(ItemState.BAD)
    yield "rows left out", seen.counted(ItemState.SKIPPED)


def _release(tools: Tools, actor: Actor, batch_id: UUID, **wishes: Any) -> None:
    """Let a file go, or throw it away: what was not released is not kept."""
    try:
        releasing.release(tools, actor, batch_id, **wishes)
    except ServiceError as problem:
        batches.throw_away(tools, actor, batch_id, now=wishes["now"])
        raise _told(problem) from problem
    say("released", batch_id)


def _told(problem: ServiceError) -> click.ClickException:
    """Return what is wrong in words: of each field, when there are several."""
    if not isinstance(problem, Invalid):
        return click.ClickException(str(problem))
    said = (f"{field}: {told[0]}" for field, told in problem.problems.items())
    return click.ClickException(" ".join(said))
