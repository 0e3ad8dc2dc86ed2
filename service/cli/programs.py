"""The two programs of production. Each becomes the server it names."""

import os
import sys

import click

from service.settings import Settings


@click.command()
def web() -> None:
    """Serve pages and API (gunicorn)."""
    Settings.from_env()
    _become("gunicorn", "--config", "python:service.gunicorn_config")


@click.command()
@click.option("--queues", default="render,deliver,default", show_default=True)
@click.option("--concurrency", type=click.IntRange(1, 200), help="Processes.")
def worker(*, queues: str, concurrency: int | None) -> None:
    """Make documents and send mail (Celery)."""
    settings = Settings.from_env()
    processes = concurrency or settings.worker_processes
    options = ("--queues", queues, "--concurrency", str(processes))
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    _become("celery", "--quiet", "--app", "workers.app", "worker", *options, *quiet)


def _become(module: str, *arguments: str) -> None:
    """Replace this process, so that signals reach the server itself."""
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])
