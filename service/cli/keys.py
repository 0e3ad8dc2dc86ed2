"""Keys for programs that use the API."""

from uuid import UUID

import click

from service.actions import access
from service.cli.opening import ID, now, operator_of, say, tools
from service.core.permits import Scope

ORGANISATION = click.option(
    "--organisation", type=ID, help="Its id; not needed when there is only one."
)


@click.group()
def keys() -> None:
    """Create, list and revoke API keys."""


@keys.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    required=True,
    help="What the key may do; give it once for each.",
)
@ORGANISATION
def create(*, name: str, scopes: tuple[str, ...], organisation: UUID | None) -> None:
    """Make a key for the program NAME. It is shown this once."""
    house = tools()
    actor = operator_of(house, organisation)
    say(access.create_api_key(house, actor, name=name, scopes=scopes, now=now()))


@keys.command("list")
@ORGANISATION
def list_(*, organisation: UUID | None) -> None:
    """List the keys (id, name, made, used, revoked, scopes), the newest first."""
    house = tools()
    for key in access.list_api_keys(house, operator_of(house, organisation)):
        times = (key.created_at, key.last_used_at, key.revoked_at)
        say(key.id, key.name, *times, " ".join(key.scopes))


@keys.command()
@click.argument("key_id", type=ID)
@ORGANISATION
def revoke(*, key_id: UUID, organisation: UUID | None) -> None:
    """Make a key useless from now on."""
    house = tools()
    access.revoke_api_key(house, operator_of(house, organisation), key_id, now=now())
    say("revoked")
