"""The seals of the files that are kept."""

import sys

import click

from service.actions.consent.renewing import due, expired, renew_seals
from service.cli.opening import now, say, tools


@click.group()
def seal() -> None:
    """Look after the seals of what is kept here."""


@seal.command()
def renew() -> None:
    """Renew every seal that is due, now rather than bit by bit by the workers.

    Exit status 1 when some are left: a service that is needed does not answer, or a
    certificate ended before anybody renewed what rests on it.
    """
    house = tools()
    waiting = len(due(house, now=now()))
    renewed = renew_seals(house, now=now(), most=waiting)
    left = len(due(house, now=now()))
    say(f"{renewed} seals were renewed, {left} are due still.")
    if late := expired(house, now=now()):
        say(f"{late} of them never can be: their certificate has ended (seal_expired).")
    sys.exit(bool(left))
