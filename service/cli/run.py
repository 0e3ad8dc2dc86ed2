import os

import click

from service.core.errors import Refused
from service.core.sentence import Sentence
from service.settings import Mode, Settings


@click.command()
def run() -> None:
    """Run everything from one folder: web, worker, broker and mailbox."""
    settings = Settings.from_env()
    if settings.mode is Mode.PRODUCTION:
        raise Refused(
            Sentence("In production, run `handslag web` and `handslag worker` instead.")
        )
    # Production has neither the mailbox nor its packages.
    from service.embedded.supervisor import supervise  # noqa: PLC0415

    supervise(settings, env=os.environ, say=click.echo)
