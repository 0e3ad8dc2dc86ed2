"""Where a mail server pipes what arrives at a return path."""

import sys

import click

from service.actions.bouncing import take_bounce
from service.cli.opening import now, say, tools


@click.command()
@click.option("--to", default="", help="The address it arrived at, if it is known.")
def bounce(*, to: str) -> None:
    """Take in a mail from standard input that came back to a return path.

    Says what was made of it, and always ends with 0: a mail server that is told of a
    fault sends one more mail about it.
    """
    say(take_bounce(tools(), sys.stdin.buffer.read(), to=to, now=now()))
