"""The parts of production, without their containers: PostgreSQL, Redis, a relay."""

import json
from base64 import b64encode
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from service.actions.examining import CHECKS
from service.embedded.mailbox import open_mailbox
from tests.api.program import order
from tests.ops.processes import answers, handslag, program, surroundings, until
from tests.seal import certificates

WRITING = ("--scope", "records:write")
pytestmark = pytest.mark.timeout(300)  # whole programs, on a busy machine


@pytest.fixture
def env(services, tmp_path):
    """What the compose file says, with the addresses of the tests' own servers."""
    secret = tmp_path / "secret_key"
    secret.write_text("s" * 64)
    with open_mailbox(tmp_path / "relay", host="127.0.0.1", port=0) as port:
        yield {
            **surroundings(tmp_path),
            "MODE": "production",
            "INSTANCE_ID": "tests",
            "BASE_URL": "https://handslag.example.se",
            "SECRET_KEY_FILE": str(secret),
            "DATABASE_URL": services.database("postgresql", tmp_path, furnished=False),
            "REDIS_URL": services.redis_url,
            "FILES_URL": str(tmp_path / "files"),
            "KEYS_URL": str(tmp_path / "keys"),
            "ENCRYPTION_KEYS": f"2026:{b64encode(bytes(range(32))).decode()}",
            **certificates.environment(),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(port),
            "SMTP_SECURITY": "plaintext",
            "MAIL_FROM": "handslag@example.se",
        }


def test_a_record_sent_by_a_program_arrives_as_mail(env):
    assert handslag(env, "migrate").returncode == 0
    assert handslag(env, "organisations", "add", "Region Exempel").returncode == 0
    key = handslag(env, "keys", "create", "the archive", *WRITING).stdout.strip()
    with program(env, "web") as (web, _), program(env, "worker") as (worker, _):
        until(lambda: answers(f"{address(env)}/readyz"))
        ask(env, "/api/v1/records/minutes", body=order(), key=key)
        until(lambda: list(Path(env["VAR_DIR"], "relay").glob("*.eml")))
        until(Path(env["VAR_DIR"], "worker-alive").exists)
        doctor = handslag(env, "doctor")
        signing_in = ask(env, "/sign-in")

    parts = len(CHECKS) + 1  # the tables are examined at the door
    assert (doctor.returncode, doctor.stdout.count("ok ")) == (0, parts), doctor.stdout
    assert signing_in == 404
    assert (web.returncode, worker.returncode) == (0, 0)


def test_the_demo_stays_outside(env):
    answer = handslag(env, "demo-data")

    assert (answer.returncode, answer.stdout) == (1, "")
    assert "production" in answer.stderr


def test_a_copy_elsewhere_is_noticed(env):
    with program(env, "worker"):
        until(Path(env["VAR_DIR"], "worker-alive").exists)
    doctor = handslag({**env, "INSTANCE_ID": "staging"}, "doctor")

    assert doctor.returncode == 1
    assert "belongs to tests, this is staging" in doctor.stdout


def address(env):
    return f"http://localhost:{env['PORT']}"


def ask(env, path, *, body=None, key=""):
    """Return the status of an answer."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    try:
        with urlopen(Request(address(env) + path, data, headers), timeout=30) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code
