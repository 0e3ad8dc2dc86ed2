"""Who may sign in, and as what: how an installation gets its first administrator."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import click

from service.actions import accounts as looking_after
from service.cli.keys import ORGANISATION
from service.cli.opening import ID, now, operator_of, say, tools
from service.core.actor import Actor
from service.core.permits import Role
from service.tools import Tools

ROLE = click.argument("role", type=click.Choice([role.value for role in Role]))
WHOSE = (
    click.option("--id", "account_id", type=ID, help="The account's id."),
    click.option("--issuer", help="Who told its subject: the provider's address."),
    click.option("--subject", help="What the provider calls it."),
    ORGANISATION,
)


def whose(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command be told an account: by its id, or by issuer and subject."""
    for option in reversed(WHOSE):
        command = option(command)
    return command


@click.group()
def accounts() -> None:
    """List accounts, give and take roles, shut somebody out."""


@accounts.command("list")
@ORGANISATION
def list_(*, organisation: UUID | None) -> None:
    """List the accounts (id, name, roles, last sign-in, disabled, issuer, subject)."""
    house = tools()
    for one in looking_after.list_accounts(house, operator_of(house, organisation)):
        times = (one.signed_in_at, one.disabled_at)
        say(one.id, one.name, " ".join(one.roles), *times, one.issuer, one.subject)


@accounts.command()
@ROLE
@whose
def grant(*, role: str, **which: Any) -> None:
    """Give an account the role ROLE."""
    house, actor, account_id = chosen(**which)
    looking_after.grant_role(house, actor, account_id, role, now=now())
    say("granted")


@accounts.command()
@ROLE
@whose
def take(*, role: str, **which: Any) -> None:
    """Take the role ROLE back from an account."""
    house, actor, account_id = chosen(**which)
    looking_after.take_role(house, actor, account_id, role, now=now())
    say("taken")


@accounts.command()
@whose
def disable(**which: Any) -> None:
    """Shut an account: it is signed out everywhere and stays out."""
    house, actor, account_id = chosen(**which)
    looking_after.disable_account(house, actor, account_id, now=now())
    say("disabled")


@accounts.command()
@whose
def enable(**which: Any) -> None:
    """Let an account sign in again."""
    house, actor, account_id = chosen(**which)
    looking_after.enable_account(house, actor, account_id, now=now())
    say("enabled")


def chosen(
    *,
    account_id: UUID | None,
    issuer: str | None,
    subject: str | None,
    organisation: UUID | None,
) -> tuple[Tools, Actor, UUID]:
    if (account_id is None) == (not (issuer and subject)):
        raise click.UsageError("Give --id, or --issuer and --subject.")
    house = tools()
    actor = operator_of(house, organisation)
    known = looking_after.list_accounts(house, actor)
    name = (issuer, subject)
    ids = [one.id for one in known if (one.issuer, one.subject) == name]
    if account_id is None and not ids:
        raise click.ClickException("They must sign in once before they get a role.")
    return house, actor, account_id or ids[0]
