"""The real web server on a port of its own, spoken to byte by byte."""

import os
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from shutil import copyfileobj
from threading import Thread

from tests.house import House

PATIENCE = 2


@dataclass(frozen=True)
class Server:
    """`patience` is how many seconds a client has to send its request."""

    house: House
    port: int
    patience: int = PATIENCE

    def say(self, *parts: bytes, ends: bool = False) -> bytes:
        """Send the parts as they are; return all that comes until the end.

        `ends` says afterwards that nothing more will be sent.
        """
        with closing(socket.create_connection(("127.0.0.1", self.port), 60)) as line:
            try:
                line.sendall(b"".join(parts))
            except ConnectionError:  # refused before it was read to the end
                return line.recv(65536)
            if ends:
                line.shutdown(socket.SHUT_WR)
            return b"".join(_received(line))

    def head(self, method="GET", path="/api/v1/records", **headers) -> bytes:
        """Return the head of a request with the house's key; it ends the connection."""
        said = {
            "Host": "localhost",
            "Authorization": f"Bearer {self.house.api_key}",
            "Connection": "close",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in said.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _received(line):
    """Yield what comes. An answer may be cut off by what was sent in vain after it."""
    try:
        yield from iter(lambda: line.recv(65536), b"")
    except ConnectionResetError:
        return


@contextmanager
def serve(house):
    """Run gunicorn on the house with the settings of production, but for patience."""
    port = _free_port()
    env = os.environ | {
        "VAR_DIR": str(house.settings.var),
        "DATABASE_URL": house.settings.database_url,
        "REDIS_URL": house.settings.redis_url,
        "PORT": str(port),
        "API_PER_MINUTE": "1000000",
    }
    ours = ("--timeout", str(PATIENCE), "--max-requests", "0")
    config = ("--config", "python:service.gunicorn_config")
    command = (sys.executable, "-m", "gunicorn", *config, *ours)
    with (
        subprocess.Popen(command, env=env, stderr=subprocess.PIPE) as process,
        (house.settings.var / "server.log").open("wb") as log,
    ):
        next(line for line in process.stderr if b"Listening" in line)
        reader = Thread(target=copyfileobj, args=(process.stderr, log), daemon=True)
        reader.start()
        try:
            yield Server(house, port)
        finally:  # its log is closed after it, and after whoever reads to its end
            process.terminate()
            process.wait(timeout=30)
            reader.join(timeout=30)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as held:
        return held.getsockname()[1]
