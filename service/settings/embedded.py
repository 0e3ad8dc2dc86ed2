"""What the embedded mode fills in by itself: one folder holds all it needs."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir, mkstemp

from service.settings.demo_seal import demo_seal_certificate, demo_seal_key
from service.settings.encryption import demo_key

LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes; a few are kept for safety


def defaults(var: Path, *, port: str) -> dict[str, str]:
    """Return a value for each setting that production has to be told."""
    return {
        "BASE_URL": f"http://localhost:{port}",
        "SECRET_KEY": own_secret(var / "secret"),
        "DATABASE_URL": f"sqlite:///{var}/handslag.db",
        "REDIS_URL": f"redis+socket://{socket_path(var)}",
        "FILES_URL": f"{var}/files",
        "KEYS_URL": f"{var}/keys",
        "ENCRYPTION_KEYS": own_secret(var / "encryption-keys", make=demo_key),
        **_seal(var / "seal"),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": _noted(smtp_port_file(var), otherwise="2525"),
        "SMTP_SECURITY": "plaintext",
        "MAIL_FROM": "handslag@example.se",
        "BOUNCE_DOMAIN": "bounces.example.se",
        "INSTANCE_ID": "embedded",
    }


def _seal(folder: Path) -> dict[str, str]:
    """Return the key and its certificate; who comes second takes what is there."""
    key = own_secret(folder / "key.pem", make=demo_seal_key)
    vouching = demo_seal_certificate(key)
    certificate = own_secret(folder / "certificate.pem", make=vouching)
    return {"SEAL_KEY": key, "SEAL_CERTIFICATE": certificate}


def smtp_port_file(var: Path) -> Path:
    """Where the running mail sink notes the free port it was given."""
    return var / "smtp-port"


def socket_path(var: Path) -> Path:
    """Return where Redis listens: in `var`, or nearby when that path is too long."""
    inside = var / "redis.sock"
    if len(bytes(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    return Path(gettempdir()) / f"handslag-{sha256(bytes(var)).hexdigest()[:12]}.sock"


def _random_text() -> str:
    return secrets.token_urlsafe(48)


def own_secret(file: Path, *, make: Callable[[], str] = _random_text) -> str:
    """Return the secret kept in `file`, made on first use and readable by us alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        _keep_first(file, make())
    return file.read_text(encoding="ascii")


def _keep_first(file: Path, text: str) -> None:
    """Write `file` whole or not at all; when two try at once, the first one wins."""
    descriptor, draft = mkstemp(dir=file.parent)  # mkstemp lets only its owner read
    with os.fdopen(descriptor, "w") as lines:
        lines.write(text)
    with suppress(FileExistsError):
        os.link(draft, file)
    os.unlink(draft)


def _noted(file: Path, *, otherwise: str) -> str:
    return file.read_text(encoding="ascii") if file.exists() else otherwise


def bounces_folder(var: Path) -> Path:
    """Return where the mailbox lays aside what came back, for a worker to read."""
    return var / "bounces"
