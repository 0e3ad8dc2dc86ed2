"""The keys that wrap the data keys: see them, exchange them."""

import sys

import click

from service.actions import rotating
from service.cli.opening import say, tools

TELL_EVERY = 1_000


@click.group()
def encryption() -> None:
    """Look after the encryption of what is stored."""


@encryption.command()
def status() -> None:
    """Say which key wraps how many data keys.

    Exit status 1 when some cannot be opened: their wrapping key is missing, or they
    are damaged.
    """
    found = rotating.wrapping(tools())
    for name in found.known:
        use = "in use" if name == found.current else "older"
        say(name, use, found.used[name])
    for name, number in found.missing.items():
        say(name, "cannot be opened", number)
    sys.exit(bool(found.missing))


@encryption.command()
def rotate() -> None:
    """Wrap every data key with the first of ENCRYPTION_KEYS.

    Everybody may go on working meanwhile; it may be stopped and begun again. When it
    has said that all is done, the older keys can go from ENCRYPTION_KEYS.
    """
    house, failed = tools(), 0
    for step in rotating.rotate(house):
        if step.wrong:
            failed += 1
            say(step.subject, step.wrong)
        if step.done % TELL_EVERY == 0 or step.done == step.total:
            say(f"{step.done} of {step.total}")
    if failed:
        say(f"{failed} could not be opened: keep the older keys")
        sys.exit(1)
    say(f"All data keys are wrapped by {house.vault.keyring.current}.")
