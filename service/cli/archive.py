"""What leaves the service for good: packages for an archive, and what is due to go."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import click

from service.actions import archiving
from service.actions.retention import list_ripe
from service.cli.keys import ORGANISATION
from service.cli.opening import ID, now, operator_of, say, tools
from service.core.errors import Refused
from service.core.sentence import Sentence
from service.kinds import KINDS

DAY = click.DateTime(["%Y-%m-%d"])
KIND = click.option("--kind", type=click.Choice(list(KINDS)), help="Only this kind.")
EVERYTHING = 1_000_000


@click.group()
def archive() -> None:
    """Hand records over to an archive."""


@archive.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@KIND
@click.option("--from", "first", type=DAY, help="Saved on this day or later.")
@click.option("--to", "last", type=DAY, help="Saved on this day or before.")
@click.option("--record", type=ID, help="One record, by its id.")
@ORGANISATION
def export(
    *,
    folder: Path,
    kind: str | None,
    first: datetime | None,
    last: datetime | None,
    record: UUID | None,
    organisation: UUID | None,
) -> None:
    """Write records into FOLDER, which must be new or empty (id, kind, day, title)."""
    house = tools()
    who, moment = operator_of(house, organisation), now()
    between = {"first": first and first.date(), "last": last and last.date()}
    chosen = (
        (record,)
        if record
        else archiving.find_records(house, who, kind=kind, **between, now=moment)
    )
    if not chosen:
        raise Refused(Sentence("No record fits that. Choose more widely."))
    for one in archiving.write_folder(house, who, folder, chosen, now=moment):
        say(one.id, one.kind, one.decided_on, one.title)


@click.group()
def retention() -> None:
    """See what the plan lets go."""


@retention.command()
@KIND
@ORGANISATION
def preview(*, kind: str | None, organisation: UUID | None) -> None:
    """List the records whose time has passed (id, kind, since, plan, held, title)."""
    house = tools()
    who = operator_of(house, organisation)
    for one in list_ripe(house, who, limit=EVERYTHING, now=now()):
        facts, rule = one.term.facts, one.term.rule
        if rule and one.term.goes_on and kind in (None, facts.kind):
            held = "held" if facts.is_held else ""
            day = one.term.goes_on.isoformat()
            say(one.id, facts.kind, day, rule.plan, held, one.title)
