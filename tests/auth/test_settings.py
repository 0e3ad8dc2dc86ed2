"""A provider that is half told of is refused at start, by the setting's name."""

import pytest

from service.settings import Settings, SettingsError
from service.wiring import open_tools
from tests.auth.guests import oidc
from tests.auth.provider import SECRET, Provider

WRONG = {
    "OIDC_ISSUER": ("http://idp.example.se", "ftp://idp.example.se", "idp.example.se"),
    "OIDC_CLIENT_ID": ("",),
    "OIDC_CLIENT_SECRET": ("",),
    "OIDC_ORGANISATIONS": ("", "{}", "[]", "no json", '{"a": ""}', '{"a": 1}'),
    "OIDC_CLAIMS": ("[]", '{"birthday": "x"}', '{"name": ""}', '{"name": [1]}'),
    "OIDC_ROLES": ("x", '{"group": 1}', '{"group": []}'),
    "OIDC_TIMEOUT_SECONDS": ("0", "3600"),
}
LINES = [(name, value) for name, values in WRONG.items() for value in values]


@pytest.fixture
def told(tmp_path) -> dict[str, str]:
    return {**oidc(Provider(port=9)), "VAR_DIR": str(tmp_path)}


@pytest.mark.parametrize(("name", "value"), LINES)
def test_a_wrong_setting_is_named(told, name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({**told, name: value})


def test_a_role_that_nobody_knows_is_named_at_start(told, services, tmp_path):
    wrong = {"OIDC_ROLES": '{"group": "king"}', "REDIS_URL": services.redis_url}
    settings = Settings.from_env({**told, **wrong})

    with pytest.raises(SettingsError, match="OIDC_ROLES"):
        open_tools(settings)


def test_without_an_issuer_there_is_no_provider(tmp_path):
    assert Settings.from_env({"VAR_DIR": str(tmp_path)}).oidc is None


def test_a_provider_on_this_machine_may_go_without_tls_in_a_demo_only(told):
    assert Settings.from_env(told).oidc.may_be_plain
    with pytest.raises(SettingsError, match="OIDC_ISSUER"):
        Settings.from_env({**told, "MODE": "production", **_production()})


def test_the_secret_may_stand_in_a_file_and_shows_nowhere(told, tmp_path):
    file = tmp_path / "secret-of-the-client"
    file.write_text("from a file\n")
    changed = {"OIDC_CLIENT_SECRET": "", "OIDC_CLIENT_SECRET_FILE": str(file)}
    settings = Settings.from_env({**told, **changed})

    assert settings.oidc.client_secret == "from a file"
    assert "from a file" not in repr(settings)
    assert SECRET not in repr(Settings.from_env(told))


def _production() -> dict[str, str]:
    return {
        "BASE_URL": "https://h.example.se",
        "SECRET_KEY": "x" * 40,
        "DATABASE_URL": "postgresql+psycopg://x",
        "REDIS_URL": "redis://x",
        "FILES_URL": "/x",
        "KEYS_URL": "/y",
        "SMTP_HOST": "127.0.0.1",
        "MAIL_FROM": "a@example.se",
        "INSTANCE_ID": "x",
    }
