"""The stored files."""

import sys

import click

from service.actions.stocktaking import verify_files
from service.cli.opening import say, tools


@click.group()
def files() -> None:
    """Look after the stored files."""


@files.command()
def verify() -> None:
    """Open every stored file and compare it with its row.

    What is wrong is said by the rendition's id; exit status 1 when anything is.
    """
    sound, wrong = 0, 0
    for verdict in verify_files(tools()):
        if verdict.wrong:
            wrong += 1
            say(verdict.rendition_id, verdict.wrong)
        else:
            sound += 1
    say(f"{sound} files are sound, {wrong} are not.")
    sys.exit(bool(wrong))
