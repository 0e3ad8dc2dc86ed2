"""A wrong setting is refused at start, by its name."""

from base64 import b64encode

import pytest

from service.settings import DEMO_SECRET, Settings, SettingsError, SmtpSecurity
from tests.seal import certificates

PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "x" * 32,
    "DATABASE_URL": "postgresql+psycopg://handslag@postgres/handslag",
    "REDIS_URL": "redis://redis:6379/0",
    "BASE_URL": "https://handslag.example.se",
    "FILES_URL": "/srv/files",
    "KEYS_URL": "/srv/keys",
    "ENCRYPTION_KEYS": f"2026:{b64encode(bytes(range(32))).decode()}",
    **certificates.environment(),
    "SMTP_HOST": "relay.example.se",
    "MAIL_FROM": "noreply@example.se",
    "INSTANCE_ID": "production",
}


@pytest.fixture
def embedded(tmp_path):
    return {"VAR_DIR": str(tmp_path)}


def refused(env):
    with pytest.raises(SettingsError) as problem:
        Settings.from_env(env)
    return problem.value.variable


def test_the_embedded_mode_needs_to_be_told_nothing(embedded, tmp_path):
    settings = Settings.from_env(embedded)

    assert settings.base_url == "http://localhost:8080"
    assert settings.database_url == f"sqlite:///{tmp_path}/handslag.db"
    assert settings.redis_url == f"redis+socket://{tmp_path}/redis.sock"
    assert settings.demo_sign_in


def test_the_embedded_secret_is_made_once_and_is_ours_alone(embedded, tmp_path):
    first, second = (Settings.from_env(embedded).secret_key for _ in range(2))

    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    made = ["encryption-keys", "seal", "secret"]
    assert sorted(f.name for f in tmp_path.iterdir()) == made


def test_a_long_folder_still_gets_a_socket_the_kernel_takes(tmp_path):
    deep = tmp_path / ("deep" * 30)

    address = Settings.from_env({"VAR_DIR": str(deep)}).redis_url

    assert len(address.removeprefix("redis+socket://")) < 107


def test_production_starts_when_everything_is_told():
    settings = Settings.from_env(PRODUCTION)

    assert settings.smtp_security is SmtpSecurity.STARTTLS
    assert settings.bounce_domain == "example.se"
    assert not settings.demo_sign_in


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"MODE"}))
def test_production_guesses_nothing(name):
    assert refused({k: v for k, v in PRODUCTION.items() if k != name}) == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", DEMO_SECRET),
        ("DATABASE_URL", "sqlite:////srv/handslag.db"),
        ("BASE_URL", "http://handslag.example.se"),
        ("DEMO_SIGN_IN", "yes"),
        ("SMTP_SECURITY", "plaintext"),
    ],
)
def test_production_refuses_what_suits_only_a_demo(name, value):
    assert refused({**PRODUCTION, name: value}) == name


@pytest.mark.parametrize(
    "changes",
    [
        {"SMTP_SECURITY": "plaintext", "SMTP_HOST": "127.0.0.1"},
        {"SMTP_SECURITY": "plaintext-on-trusted-network"},
    ],
)
def test_plain_mail_in_production_is_somebodys_decision(changes):
    assert Settings.from_env({**PRODUCTION, **changes})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "demo"),
        ("PORT", "http"),
        ("PORT", "70000"),
        ("PORT", "٨٠"),
        ("WORKER_PROCESSES", "0"),
        ("DEMO_SIGN_IN", "perhaps"),
        ("DATABASE_URL", "mysql://x"),
        ("SMTP_SECURITY", "ssl"),
        ("MAIL_FROM", "nobody"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(embedded, name, value):
    assert refused({**embedded, name: value}) == name


def test_a_secret_may_come_from_a_file(tmp_path):
    file = tmp_path / "secret-key"
    file.write_text("y" * 40 + "\n")
    env = {**PRODUCTION, "SECRET_KEY": "", "SECRET_KEY_FILE": str(file)}

    assert Settings.from_env(env).secret_key == "y" * 40


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_a_secrets_file_must_hold_a_secret(tmp_path, content):
    file = tmp_path / "secret-key"
    if content is not None:
        file.write_text(content)
    env = {**PRODUCTION, "SECRET_KEY": "", "SECRET_KEY_FILE": str(file)}

    assert refused(env) == "SECRET_KEY_FILE"


def test_a_secret_given_twice_is_refused(tmp_path):
    assert refused({**PRODUCTION, "SECRET_KEY_FILE": str(tmp_path)}) == "SECRET_KEY"


def test_secrets_are_not_shown():
    shown = repr(
        Settings.from_env(
            {
                **PRODUCTION,
                "SECRET_KEY": "canary" * 8,
                "SMTP_PASSWORD": "canary",
                "DATABASE_URL": "postgresql+psycopg://u:canary@h/d",
                "REDIS_URL": "redis://:canary@h/0",
            }
        )
    )

    assert "canary" not in shown
