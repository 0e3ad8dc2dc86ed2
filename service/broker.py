"""Tell a worker that a job waits. A missed hint is harmless: the sweep finds it."""

import logging
from dataclasses import dataclass
from uuid import UUID

from celery import Celery
from redis import Redis

from service.settings import Settings

log = logging.getLogger(__name__)

TASK = "handslag.wake"
HINT_EXPIRES = 30
# Whoever waits for a page must not wait for the broker; kombu tries for six seconds.
ASKED_ONCE = {"max_retries": 0, "socket_timeout": 2, "socket_connect_timeout": 1}


@dataclass(frozen=True, slots=True)
class Broker:
    celery: Celery
    redis: Redis

    def notify(self, queue: str, job_id: UUID) -> None:
        """Wake a worker of `queue`. Never raises: the job is already written down."""
        try:
            self.celery.send_task(
                TASK,
                kwargs={"hint": str(job_id)},
                queue=queue,
                ignore_result=True,
                retry=False,
                expires=HINT_EXPIRES,
            )
        except Exception as problem:
            log.warning("no hint for job %s: %s", job_id, type(problem).__name__)

    def close(self) -> None:
        self.celery.close()
        self.redis.close()

    def ping(self) -> None:
        """Raise when the broker does not answer within its time limit."""
        self.redis.ping()


def open_broker(settings: Settings) -> Broker:
    # Celery and redis-py spell the address of a socket file differently.
    address = settings.redis_url.replace("redis+socket://", "unix://", 1)
    redis = Redis.from_url(address, socket_timeout=2, socket_connect_timeout=1)
    return Broker(make_celery(settings), redis)


def make_celery(settings: Settings) -> Celery:
    """Return Celery as a carrier of hints; each setting's reason: docs/jobs.md."""
    celery = Celery("handslag", broker=settings.redis_url, set_as_current=False)
    celery.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=False,
        task_publish_retry=False,
        task_time_limit=900,
        task_soft_time_limit=840,
        task_protocol=2,
        task_default_queue="default",
        worker_prefetch_multiplier=1,
        worker_disable_prefetch=True,
        worker_max_tasks_per_child=200,
        worker_max_memory_per_child=400_000,
        worker_soft_shutdown_timeout=25,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options=ASKED_ONCE,
    )
    return celery
