"""Logs hold ids and codes, never what a person wrote."""

import json
import logging
import subprocess
import sys

import pytest

from service.logs import JsonLines

CANARY = "canary@example.se"


@pytest.fixture
def logged():
    """Return the line that a logger of that name would write."""

    def log(name, level, said, *args, exc_info=None, **ids):
        record = logging.LogRecord(name, level, "file", 1, said, args, exc_info)
        vars(record).update(ids)
        return json.loads(JsonLines().format(record))

    return log


def test_a_line_is_json_with_its_ids(logged):
    line = logged("service.x", logging.INFO, "done", job_id="J1")

    assert (line["said"], line["job_id"], line["from"]) == ("done", "J1", "service.x")


def test_an_exception_is_told_by_type_and_place_only(logged):
    try:
        raise ValueError(CANARY)
    except ValueError:
        line = logged("service.x", logging.ERROR, "broke", exc_info=sys.exc_info())

    assert line["error"] == "ValueError"
    assert __file__ in line["where"][0]
    assert CANARY not in json.dumps(line)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (("failed: %s", CANARY), "failed: <str>"),
        (
            ("failed %d times: %r", 3, ValueError(CANARY)),
            "failed 3 times: <ValueError>",
        ),
        (("%(what)s", {"what": CANARY}), "<str>"),
        (("too few %s %s", CANARY), "too few %s %s"),
    ],
)
def test_what_other_packages_complain_about_is_veiled(logged, said, shown):
    assert logged("celery.app.trace", logging.ERROR, *said)["said"] == shown


def test_what_other_packages_tell_of_themselves_is_kept(logged):
    line = logged("gunicorn.error", logging.INFO, "Listening at: %s", "http://[::1]")

    assert line["said"] == "Listening at: http://[::1]"


CRASH = """
import logging.config, threading
from service import logs
logging.config.dictConfig(logs.configuration("INFO"))
logs.veil_crashes()
def crash(): raise ValueError("canary@example.se")
threading.Thread(target=crash).start()
crash()
"""


def test_a_crash_is_told_by_type_and_place_only():
    """In a thread, and at the end of the process: what nobody has caught."""
    ended = subprocess.run(
        (sys.executable, "-c", CRASH), capture_output=True, text=True, check=False
    )
    lines = [json.loads(line) for line in ended.stderr.splitlines()]

    assert (ended.returncode, ended.stdout) == (1, "")
    assert [line["error"] for line in lines] == ["ValueError", "ValueError"]
    assert CANARY not in ended.stderr
