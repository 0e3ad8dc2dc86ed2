"""The first thing a new installation needs: somebody who sends."""

import click

from service.actions import founding
from service.cli.opening import say, tools


@click.group()
def organisations() -> None:
    """Add and list organisations."""


@organisations.command()
@click.argument("name")
def add(*, name: str) -> None:
    """Add an organisation and print its id."""
    say(founding.add_organisation(tools(), name=name))


@organisations.command("list")
def list_() -> None:
    """List the organisations (id, name)."""
    for organisation in founding.list_organisations(tools()):
        say(organisation.id, organisation.name)
