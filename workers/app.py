"""The Celery app that `celery --app workers.app` runs.

Nothing is opened here: each child opens its own tools after the fork, because neither a
database connection nor a compiler of documents survives one.
"""

from logging.config import dictConfig

from celery.signals import worker_process_init, worker_process_shutdown

from service.broker import TASK, make_celery
from service import logs
from service.settings import Settings
from workers.station import Station

settings = Settings.from_env()
app = make_celery(settings)
station = Station(settings)


@app.task(name=TASK)
def wake(hint: str) -> None:
    """Do what waits. The hint only says that something does: it is not read."""
    station.work()


@worker_process_init.connect
def _open(**_: object) -> None:
    dictConfig(logs.settings(settings.log_level))
    station.open(queues=tuple(app.amqp.queues.consume_from))


@worker_process_shutdown.connect
def _close(**_: object) -> None:
    station.close()
