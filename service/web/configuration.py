"""Flask's settings: it has no safe defaults of its own (PROMISES 4.6)."""

from urllib.parse import urlsplit

from service.settings import Settings
from service.web.cookies import full_name
from service.web.guards import LONGEST_FIELD, MAX_FORM_PARTS

MEBI = 1024 * 1024


def of(settings: Settings) -> dict[str, object]:
    """Return what pages at `base_url` need. A token lives as long as its session."""
    address = urlsplit(settings.base_url)
    secure = address.scheme == "https"
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": full_name("memory", secure=secure),
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 8 * 3600,
        "TRUSTED_HOSTS": [address.hostname, "localhost", "127.0.0.1"],
        "MAX_CONTENT_LENGTH": 15 * MEBI,
        "MAX_FORM_MEMORY_SIZE": LONGEST_FIELD,
        "MAX_FORM_PARTS": MAX_FORM_PARTS,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }
