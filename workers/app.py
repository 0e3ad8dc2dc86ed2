"""The Celery app that `celery --app workers.app` runs.

Nothing is opened here: each child opens its own tools after the fork, because neither a
database connection nor a compiler of documents survives one.
"""

from datetime import UTC, datetime

from celery.signals import (
    setup_logging,
    worker_process_init,
    worker_process_shutdown,
)

from service.actions.examining_seal import warn_of_the_end
from service.broker import TASK, make_celery
from service.logs import set_up_logging
from service.settings import Settings
from workers import transport
from workers.station import Station

transport.use()
settings = Settings.from_env()
app = make_celery(settings)
station = Station(settings)


@app.task(name=TASK)
def wake(hint: str) -> None:
    """Do what waits. The hint only says that something does: it is not read."""
    station.work()


@setup_logging.connect
def _log(**_: object) -> None:
    """Celery asks once, before it forks; once answered, it adds nothing of its own."""
    set_up_logging(settings)
    warn_of_the_end(settings, now=datetime.now(UTC))


@worker_process_init.connect
def _open(**_: object) -> None:
    station.open(queues=tuple(app.amqp.queues.consume_from))


@worker_process_shutdown.connect
def _close(**_: object) -> None:
    station.close()
