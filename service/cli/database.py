import click

from service import wiring
from service.actions import demo
from service.cli.opening import opened
from service.core.errors import Refused
from service.core.sentence import Sentence
from service.settings import Mode, Settings


@click.command()
@click.option("--demo-data", is_flag=True, help="Also fill an empty register.")
def migrate(*, demo_data: bool) -> None:
    """Bring the database up to date; harmless when it is."""
    settings = Settings.from_env()
    wiring.migrate(settings)
    if demo_data:
        _fill(settings)
    click.echo("The database is up to date.")


@click.command("demo-data")
def fill() -> None:
    """Fill an empty register with the demo's organisation."""
    loaded = _fill(Settings.from_env())
    click.echo("Filled." if loaded else "The register is not empty: left as it is.")


def _fill(settings: Settings) -> bool:
    if settings.mode is Mode.PRODUCTION:
        raise Refused(Sentence("The demo's people do not belong in production."))
    return demo.load(opened(settings))
