"""What every answer must carry, whoever gives it (PROMISES 7, ASVS 3.4)."""

import re
from collections.abc import Iterator

from werkzeug.test import TestResponse

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NO_REFERRER = {"same-origin", "no-referrer"}
NUMBER = re.compile("[0-9a-f]{12}")
CLOSED = ("object-src", "base-uri", "frame-ancestors")
UNSAFE = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


def faults(answer: TestResponse) -> Iterator[str]:
    """Yield what the headers of an answer lack, or have too much of."""
    headers = answer.headers
    yield from (name for name, text in ALWAYS.items() if headers.get(name) != text)
    if headers.get("Referrer-Policy") not in NO_REFERRER:
        yield "Referrer-Policy"
    if not NUMBER.fullmatch(headers.get("X-Correlation-Id", "")):
        yield "X-Correlation-Id"
    if "Access-Control-Allow-Origin" in headers:
        yield "Access-Control-Allow-Origin"
    yield from _of_policy(headers.get("Content-Security-Policy", ""))
    yield from _of_caches(answer)
    said = headers.get("Content-Type", "")
    if said.startswith("text/") and "charset=utf-8" not in said:
        yield "Content-Type without a charset"


def _of_policy(policy: str) -> Iterator[str]:
    if not policy.startswith("default-src 'none'"):
        yield "Content-Security-Policy"
    yield from (f"{part} 'none'" for part in CLOSED if f"{part} 'none'" not in policy)
    if any(word in policy for word in UNSAFE):
        yield f"unsafe: {policy}"


def _of_caches(answer: TestResponse) -> Iterator[str]:
    """Only styles, scripts and fonts may be kept; all else is somebody's own."""
    if "public" in answer.headers.get("Cache-Control", ""):
        if not answer.request.path.startswith("/assets/"):
            yield "Cache-Control: public"
        return
    if answer.headers.get("Cache-Control") != "no-store":
        yield "Cache-Control"
    if not {"Cookie", "Authorization"} & set(answer.vary):
        yield "Vary"
