"""What most commands need first."""

from datetime import UTC, datetime
from uuid import UUID

import click

from service.actions import founding
from service.core.actor import Actor, operator
from service.core.errors import Refused
from service.core.sentence import Sentence
from service.settings import Settings
from service.tools import Tools
from service.wiring import is_current, open_tools

ID = click.UUID


def tools() -> Tools:
    """Return the tools on a database that is ready. Raises Refused when it is not."""
    settings = Settings.from_env()
    if not is_current(settings):
        raise Refused(
            Sentence("The database is not up to date: run `handslag migrate` first.")
        )
    return opened(settings)


def opened(settings: Settings) -> Tools:
    """Return the tools, which close when the command ends."""
    house = open_tools(settings)
    click.get_current_context().call_on_close(house.close)
    return house


def operator_of(house: Tools, organisation: UUID | None) -> Actor:
    """Return whoever sits at the machine, within the organisation that is meant."""
    return operator(founding.only_organisation(house, organisation))


def now() -> datetime:
    return datetime.now(UTC)


def say(*parts: object) -> None:
    """Print one line, its parts apart enough to be cut by other programs."""
    click.echo("\t".join(map(_text, parts)))


def _text(part: object) -> str:
    if isinstance(part, datetime):
        return part.isoformat(timespec="seconds")
    return str(part) if isinstance(part, str | int | UUID) else "-"
