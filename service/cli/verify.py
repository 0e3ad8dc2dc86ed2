"""Is this the right copy? The answer for one file."""

import sys
from pathlib import Path

import click

from service.actions.verifying_copies import verify_copy
from service.cli.opening import now, say, tools


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def verify(*, file: Path) -> None:
    """Say whether FILE is one that was made here, as it was made.

    Tells the verdict, who made the file, when, and when it was sealed. Exit status 1
    unless it has our seal and is kept here.
    """
    found = verify_copy(tools(), file.read_bytes(), now=now())
    say(found.verdict, found.organisation or "-", found.made_at, found.sealed_at)
    say(f"{found.title}. {found.meaning}")
    sys.exit(not found.is_genuine)
