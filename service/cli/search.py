"""Look after the index of what can be found."""

import click

from service.actions import indexing
from service.cli.opening import say, tools


@click.group()
def search() -> None:
    """Look after the search."""


@search.command()
@click.option("--all", "every", is_flag=True, help="Those that are up to date, too.")
def rebuild(*, every: bool) -> None:
    """Index records that are missing or were indexed by older rules.

    Searches are answered meanwhile; it may be stopped and begun again.
    """
    house = tools()
    skipped = 0
    for come in indexing.rebuild(house, every=every):
        say(f"{come.done} of {come.total}")
        skipped = come.skipped
    if skipped:
        say(f"{skipped} could not be opened: their keys are gone or damaged")
    say("The search is up to date.")
