"""The door for operators: one command, one action, plain words.

Exit status: 0 done · 1 the answer is no · 2 wrong usage · 3 a setting is wrong.
"""

from importlib import import_module
from typing import Any

import click

from service.core.errors import ServiceError
from service.core.sentence import Sentence
from service.settings import SettingsError

# Each command is imported when it is asked for: `handslag run` must start fast.
COMMANDS = {
    "run": "service.cli.run:run",
    "web": "service.cli.programs:web",
    "worker": "service.cli.programs:worker",
    "migrate": "service.cli.database:migrate",
    "demo-data": "service.cli.database:fill",
    "doctor": "service.cli.doctor:doctor",
    "jobs": "service.cli.jobs:jobs",
    "audit": "service.cli.audit:audit",
    "encryption": "service.cli.encryption:encryption",
    "files": "service.cli.files:files",
    "bounce": "service.cli.bounce:bounce",
    "verify": "service.cli.verify:verify",
    "seal": "service.cli.seal:seal",
    "organisations": "service.cli.organisations:organisations",
    "accounts": "service.cli.accounts:accounts",
    "keys": "service.cli.keys:keys",
    "search": "service.cli.search:search",
    "consent-batch": "service.cli.consent_batch:consent_batch",
    "retention": "service.cli.archive:retention",
    "archive": "service.cli.archive:archive",
    "version": "service.cli.version:version",
}


UNSAID = Sentence(
    "The database does not answer, has no room left, or is of another version than this"
    " program. Try `handslag migrate`, and `handslag doctor`."
)


class SettingIsWrong(click.ClickException):
    exit_code = 3


class Door(click.Group):
    """Knows every command by name and says no in words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SettingsError as problem:
            raise SettingIsWrong(str(problem)) from problem
        except ServiceError as problem:
            raise click.ClickException(str(problem) or UNSAID) from problem


@click.command(cls=Door, help="Handslag: forms, documents and follow-up.")
def main() -> None:
    """Everything is in the commands."""
