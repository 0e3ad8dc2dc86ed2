"""The parts of the embedded mode, one at a time."""

import json
import signal
import smtplib
import socket
import subprocess
import sys
import time

import pytest

from service.core.errors import Refused
from service.embedded import redis
from service.embedded.children import Child
from service.embedded.lock import only_one
from service.embedded.mailbox import open_mailbox
from service.embedded.ports import refuse_a_taken_port

MAIL = b"Subject: Hej\r\n\r\n.\r\n..\r\nR\xc3\xa4ksm\xc3\xb6rg\xc3\xa5s\r\n"


def test_a_folder_holds_one_handslag(tmp_path):
    with only_one(tmp_path), pytest.raises(Refused, match="already runs"):
        only_one(tmp_path).__enter__()

    with only_one(tmp_path):
        pass


def test_a_taken_port_is_told_in_words():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} .* choose another with PORT"):
            refuse_a_taken_port("127.0.0.1", port)


def test_a_mail_is_kept_byte_for_byte_with_its_envelope_beside(tmp_path):
    with (
        open_mailbox(tmp_path, host="127.0.0.1", port=0) as port,
        smtplib.SMTP("127.0.0.1", port) as client,
    ):
        client.sendmail("bounce@example.se", ["ylva@example.se"], MAIL)

    [mail] = tmp_path.glob("*.eml")
    envelope = json.loads(mail.with_suffix(".json").read_text())
    assert mail.read_bytes() == MAIL
    assert envelope["from"] == "bounce@example.se"
    assert envelope["to"] == ["ylva@example.se"]
    assert len(list(tmp_path.iterdir())) == 2


def test_our_own_redis_answers_on_its_socket_and_forgets_no_hint(tmp_path):
    child = subprocess.Popen(redis.command(tmp_path / "redis.sock"))
    try:
        client = _until(lambda: _ask(tmp_path / "redis.sock", b"PING\r\n"))
        policy = _ask(tmp_path / "redis.sock", b"CONFIG GET maxmemory-policy\r\n")
    finally:
        child.terminate()
        child.wait()

    assert client == b"+PONG\r\n"
    assert b"noeviction" in policy


@pytest.fixture
def child(tmp_path):
    def make(code):
        child = Child(
            name="child",
            command=(sys.executable, "-c", code),
            env={},
            log=tmp_path / "log" / "child.log",
            patience=5,
        )
        children.append(child)
        return child

    children = []
    yield make
    for made in children:
        made.stop()


def test_a_child_that_dies_waits_longer_each_time(child, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    failing = child("raise SystemExit(3)")
    waits = []
    failing.start()
    for _ in range(7):
        said = _until(failing.keep_alive)
        waits.append(said.split(" in ")[1].split(" s.")[0])
        clock[0] += 30
        failing.keep_alive()

    assert "status 3" in said
    assert waits == ["1", "2", "4", "8", "16", "30", "30"]


def test_a_child_may_say_goodbye_before_it_is_stopped(child, tmp_path):
    polite = child(
        "import signal, sys\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('bye')))\n"
        "print('here', flush=True)\n"
        "signal.pause()"
    )
    polite.start()
    _until(lambda: "here" in polite.log.read_text())
    polite.stop()

    assert "bye" in polite.log.read_text()


def test_what_a_dead_child_leaves_behind_is_ended_with_it(child):
    parent = child(
        "import os, signal, subprocess, sys\n"
        "orphan = subprocess.Popen(['sleep', '60'])\n"
        "print(orphan.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    parent.start()
    said = _until(parent.keep_alive)
    orphan = int(parent.log.read_text())

    assert f"status -{signal.SIGKILL.value}" in said
    assert _until(lambda: _is_gone(orphan))


def _until(found, *, patience=10):
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        if result := found():
            return result
    raise AssertionError("It never happened.")


def _ask(path, question):
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return b""
        client.sendall(question)
        return client.recv(1024)


def _is_gone(pid):
    """A zombie counts as gone: it runs no more and waits for its new parent."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
