"""Everything the environment may decide: read once, checked, frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from service.settings.batches import BatchSettings
from service.settings.eid import EidSettings
from service.settings.embedded import defaults
from service.settings.encryption import read_keys, suit_only_a_demo
from service.settings.environment import Environment, SettingsError
from service.settings.oidc import OidcSettings
from service.settings.reminders import ReminderSettings
from service.settings.seal import SealSettings
from service.settings.sessions import SessionSettings
from service.settings.validity import ValiditySettings

__all__ = [
    "DEMO_SECRET",
    "LogLevel",
    "Mode",
    "Settings",
    "SettingsError",
    "SmtpSecurity",
]

DEMO_SECRET = "handslag-demo-secret-never-in-production"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DATABASES = ("sqlite:///", "postgresql+psycopg://")
SHORTEST_SECRET = 32
DEFAULT_PORT = "8080"


class Mode(StrEnum):
    EMBEDDED = "embedded"
    PRODUCTION = "production"


class SmtpSecurity(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    PLAINTEXT = "plaintext"
    TRUSTED = "plaintext-on-trusted-network"


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One process's settings. Secrets stay out of `repr`, and so out of logs.

    `undo_seconds` is how long mails wait for a second thought; `lease_seconds`,
    `uncertain_seconds` and `sweep_seconds` are the patience of the jobs.
    """

    mode: Mode
    var: Path
    host: str
    port: int
    base_url: str
    proxy_hops: int
    web_threads: int
    api_per_minute: int
    worker_processes: int
    demo_sign_in: bool
    test_numbers: bool
    sessions: SessionSettings
    oidc: OidcSettings | None
    eid: EidSettings | None
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    files_url: str
    keys_url: str
    encryption_keys: Mapping[str, bytes] = field(repr=False)
    seal: SealSettings
    smtp_host: str
    smtp_port: int
    smtp_security: SmtpSecurity
    smtp_user: str
    smtp_password: str = field(repr=False)
    mail_from: str
    bounce_domain: str
    validity: ValiditySettings
    reminders: ReminderSettings
    batches: BatchSettings
    instance_id: str
    undo_seconds: int
    erasure_delay_hours: int
    scans_days: int
    lease_seconds: int
    uncertain_seconds: int
    sweep_seconds: int
    audit_anchor_to: str
    log_level: LogLevel

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings, or raise `SettingsError` for the first wrong one."""
        read = Environment(env)
        mode = read.one_of("MODE", Mode, default=Mode.EMBEDDED)
        var = Path(read.text("VAR_DIR", default="var")).resolve()
        if mode is Mode.PRODUCTION:
            settings = _read(read, mode=mode, var=var)
            _refuse_what_suits_only_a_demo(settings)
            return settings
        port = read.text("PORT", default=DEFAULT_PORT)
        return _read(read.with_defaults(defaults(var, port=port)), mode=mode, var=var)


def _read(read: Environment, *, mode: Mode, var: Path) -> Settings:
    mail_from = read.address("MAIL_FROM")
    return Settings(
        mode=mode,
        var=var,
        host=read.text("HOST", default="127.0.0.1"),
        port=read.number("PORT", default=int(DEFAULT_PORT), least=1, most=65535),
        base_url=read.text("BASE_URL").rstrip("/"),
        proxy_hops=read.number("PROXY_HOPS", default=0, most=5),
        web_threads=read.number("WEB_THREADS", default=16, least=1, most=200),
        api_per_minute=read.number("API_PER_MINUTE", default=1_200, least=1),
        worker_processes=read.number("WORKER_PROCESSES", default=2, least=1, most=200),
        demo_sign_in=read.yes_or_no("DEMO_SIGN_IN", default=mode is Mode.EMBEDDED),
        test_numbers=read.yes_or_no("TEST_NUMBERS", default=mode is Mode.EMBEDDED),
        sessions=SessionSettings.read(read),
        oidc=OidcSettings.read(read, may_be_plain=mode is Mode.EMBEDDED),
        eid=EidSettings.read(read, may_be_plain=mode is Mode.EMBEDDED),
        secret_key=read.text("SECRET_KEY"),
        database_url=_database_url(read),
        redis_url=read.text("REDIS_URL"),
        files_url=read.text("FILES_URL"),
        keys_url=read.text("KEYS_URL"),
        encryption_keys=read_keys(read.text("ENCRYPTION_KEYS")),
        seal=SealSettings.read(read),
        smtp_host=read.text("SMTP_HOST"),
        smtp_port=read.number("SMTP_PORT", default=587, least=1, most=65535),
        smtp_security=read.one_of(
            "SMTP_SECURITY", SmtpSecurity, default=SmtpSecurity.STARTTLS
        ),
        smtp_user=read.text("SMTP_USER", default=""),
        smtp_password=read.text("SMTP_PASSWORD", default=""),
        mail_from=mail_from,
        bounce_domain=read.text("BOUNCE_DOMAIN", default=mail_from.split("@")[1]),
        **_consents(read),
        instance_id=read.text("INSTANCE_ID"),
        **_patience(read),
        audit_anchor_to=read.address("AUDIT_ANCHOR_TO", default=""),
        log_level=read.one_of("LOG_LEVEL", LogLevel, default=LogLevel.INFO),
    )


def _consents(read: Environment) -> dict[str, Any]:
    return {
        "validity": ValiditySettings.read(read),
        "reminders": ReminderSettings.read(read),
        "batches": BatchSettings.read(read),
    }


def _patience(read: Environment) -> dict[str, Any]:
    return {
        "undo_seconds": read.number("UNDO_SECONDS", default=10, most=86_400),
        "erasure_delay_hours": read.number("ERASURE_DELAY_HOURS", default=24, most=720),
        "scans_days": read.number("SCANS_DAYS", default=30, least=8, most=365),
        "lease_seconds": read.number("LEASE_SECONDS", default=60, least=1),
        "uncertain_seconds": read.number("UNCERTAIN_SECONDS", default=900),
        "sweep_seconds": read.number("SWEEP_SECONDS", default=3, least=1),
    }


def _database_url(read: Environment) -> str:
    url = read.text("DATABASE_URL")
    if url.startswith(DATABASES):
        return url
    raise SettingsError("DATABASE_URL", f"an address with {' or '.join(DATABASES)}")


def _refuse_what_suits_only_a_demo(settings: Settings) -> None:
    """Raise `SettingsError` for the first row that is not as production needs it."""
    secret, mail_host = settings.secret_key, settings.smtp_host
    plain = settings.smtp_security is SmtpSecurity.PLAINTEXT
    rows = (
        (
            "SECRET_KEY",
            len(secret) >= SHORTEST_SECRET and secret != DEMO_SECRET,
            f"a secret of its own with {SHORTEST_SECRET} characters or more",
        ),
        (
            "DATABASE_URL",
            settings.database_url.startswith("postgresql"),
            "a PostgreSQL database in production",
        ),
        (
            "ENCRYPTION_KEYS",
            not suit_only_a_demo(settings.encryption_keys),
            "random keys of its own, none that was made for a demo",
        ),
        ("DEMO_SIGN_IN", not settings.demo_sign_in, "no in production"),
        (
            "BASE_URL",
            urlsplit(settings.base_url).scheme == "https",
            "an https address in production, because cookies travel over TLS only",
        ),
        (
            "SMTP_SECURITY",
            mail_host in LOOPBACK or not plain,
            f"starttls or tls; to say that nobody can listen in between: "
            f"{SmtpSecurity.TRUSTED}",
        ),
    )
    for variable, fits, expected in rows:
        if not fits:
            raise SettingsError(variable, expected)
    settings.seal.refuse_in_production(now=datetime.now(UTC))
