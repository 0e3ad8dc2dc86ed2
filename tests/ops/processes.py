"""Start real programs, wait for what they do, and end them."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

HANDSLAG = (sys.executable, "-m", "service.cli")


def surroundings(var):
    """Return an environment with a folder and a free port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {**os.environ, "VAR_DIR": str(var), "PORT": str(port)}


def handslag(env, *words):
    """Run one command to its end."""
    command = (*HANDSLAG, *words)
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@contextmanager
def program(env, *words):
    """Run a command that goes on until it is asked to stop; yield it and its output."""
    out = Path(env["VAR_DIR"]) / f"{words[0]}.out"
    with out.open("w") as lines:
        process = subprocess.Popen(
            (*HANDSLAG, *words), env=env, stdout=lines, stderr=subprocess.STDOUT
        )
    try:
        yield process, out
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@contextmanager
def running_handslag(env):
    """Yield the supervisor from the moment it has told its address."""
    with program(env, "run") as (process, out):
        until(lambda: "Handslag is at" in out.read_text())
        yield process


def answers(url):
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def until(found, *, patience=120):
    """Return what `found` finds as soon as it is something."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError("It never happened.")
