"""Operators get one answer per command, in words and by exit status."""

import sqlite3

import pytest
from click.testing import CliRunner

from service.cli import COMMANDS, main

READING = ("--scope", "records:read")


@pytest.fixture
def handslag(tmp_path, monkeypatch):
    """Run a command on an embedded folder of its own."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def ready(handslag):
    assert handslag("migrate", "--demo-data").exit_code == 0
    return handslag


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(handslag, command):
    answer = handslag(command, "--help")

    assert answer.exit_code == 0
    assert len(answer.output.splitlines()) >= 3


def test_a_wrong_setting_is_told_by_name(handslag, monkeypatch):
    monkeypatch.setenv("PORT", "http")

    answer = handslag("jobs", "list")

    assert (answer.exit_code, answer.output[:12]) == (3, "Error: PORT:")


def test_an_unprepared_database_is_told_with_its_remedy(handslag):
    answer = handslag("jobs", "list")

    assert answer.exit_code == 1
    assert "handslag migrate" in answer.output


def test_a_database_of_another_version_is_told_with_its_remedy(ready, tmp_path):
    with sqlite3.connect(tmp_path / "handslag.db") as database:
        database.execute("ALTER TABLE job RENAME TO work")

    answer = ready("jobs", "list")

    assert answer.exit_code == 1
    assert "handslag migrate" in answer.output


def test_production_is_not_run_in_one_command(handslag, monkeypatch):
    monkeypatch.setenv("MODE", "production")

    assert handslag("run").exit_code == 3


def test_migrating_twice_is_harmless(ready):
    assert ready("migrate", "--demo-data").output == "The database is up to date.\n"


def test_a_register_in_use_is_left_as_it_is(ready):
    assert "left as it is" in ready("demo-data").output


def test_a_key_is_made_listed_and_revoked(ready):
    key = ready("keys", "create", "the archive", *READING).output.strip()
    listed = ready("keys", "list").output.strip()
    [key_id, name, _, used, revoked, scopes] = listed.split("\t")

    assert len(key) > 40
    assert (name, used, revoked, scopes) == ("the archive", "-", "-", "records:read")
    assert key not in listed
    assert ready("keys", "revoke", key_id).exit_code == 0
    assert "\t-\trecords:read" not in ready("keys", "list").output


def test_the_first_administrator_is_made_by_what_the_provider_calls_them(ready):
    which = ("--issuer", "demo", "--subject", "lena.frost@example.se")

    assert ready("accounts", "grant", "administrator", *which).output == "granted\n"
    listed = ready("accounts", "list").output.splitlines()
    [lena] = [line.split("\t") for line in listed if "Lena Frost" in line]
    assert lena[2] == "reader administrator"
    assert ready("accounts", "take", "reader", "--id", lena[0]).exit_code == 0
    assert ready("accounts", "disable", *which).output == "disabled\n"
    assert ready("accounts", "enable", "--id", lena[0]).output == "enabled\n"


def test_who_never_signed_in_has_no_account_to_give_a_role(ready):
    which = ("--issuer", "demo", "--subject", "nobody")

    answer = ready("accounts", "grant", "administrator", *which)

    assert (answer.exit_code, "sign in once" in answer.output) == (1, True)


def test_a_second_organisation_must_be_named(ready):
    new = ready("organisations", "add", "Kommunen").output.strip()

    assert "say which one" in ready("keys", "list").output
    assert ready("keys", "list", "--organisation", new).exit_code == 0


def test_every_state_is_counted(ready):
    lines = ready("jobs", "count").output.splitlines()

    assert {line.split("\t")[1] for line in lines} == {"0"}


def test_an_unknown_job_is_told(ready):
    answer = ready("jobs", "show", "00000000-0000-4000-8000-000000000000")

    assert (answer.exit_code, answer.output) == (1, "Error: There is no such job.\n")


def test_a_queue_is_held_and_released(ready):
    assert ready("jobs", "hold", "deliver", "--reason", "moving").exit_code == 0
    assert ready("jobs", "release", "deliver").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("jobs", "replay", "--reason", "mended"),
        ("jobs", "replay", "no-id", "--reason", "mended"),
        ("jobs", "hold", "deliver"),
        ("jobs", "hold", "nothing", "--reason", "x"),
        ("keys", "create", "no scope"),
        ("accounts", "grant", "king", "--issuer", "demo", "--subject", "x"),
        ("accounts", "grant", "reader"),
        ("accounts", "disable", "--issuer", "demo"),
        ("keys", "create", "x", "--scope", "records:*"),
    ],
)
def test_wrong_usage_is_told_apart(ready, words):
    assert ready(*words).exit_code == 2


def test_the_doctor_says_what_is_wrong_and_what_to_do(ready):
    answer = ready("doctor")
    lines = answer.output.splitlines()

    assert answer.exit_code == 1
    assert {line.split()[1] for line in lines if line.startswith("wrong")} == {
        "broker",
        "mail",
    }
    assert "SMTP_HOST" in answer.output
