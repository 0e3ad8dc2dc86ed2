"""Ask the provider: over TLS, without being led elsewhere, and never for long."""

import json
from contextlib import closing
from io import BytesIO
from time import monotonic
from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from service.core.errors import SignInDown
from service.core.strict_json import named_once
from service.settings.openid import OpenIdSettings, is_safe

LONGEST_ANSWER = 256 * 1024
CHUNK = 16 * 1024
# What the network and the other side may do to us; a depth is met by reading JSON.
TROUBLES = (RequestException, HTTPError, OSError)
UNREADABLE = (ValueError, RecursionError)


class Careful(HTTPAdapter):
    """Refuses plain addresses, and answers that are too long or come too slowly."""

    def __init__(self, *, seconds: float, may_be_plain: bool) -> None:
        super().__init__(max_retries=0)
        self._seconds = seconds
        self._may_be_plain = may_be_plain

    def send(self, request: PreparedRequest, *_: Any, **wishes: Any) -> Response:
        if not is_safe(request.url or "", may_be_plain=self._may_be_plain):
            raise SignInDown("address_without_tls")
        until = monotonic() + self._seconds
        wishes |= {"stream": True, "timeout": self._seconds}
        response = super().send(request, **wishes)
        with closing(response.raw) as raw:
            response.raw = BytesIO(_read(raw, until=until))
        return response


def careful(session: Session, settings: OpenIdSettings) -> Session:
    """Let a session send in no other way than carefully."""
    session.adapters.clear()
    adapter = Careful(seconds=settings.seconds, may_be_plain=settings.may_be_plain)
    for scheme in ("https://", "http://"):
        session.mount(scheme, adapter)
    return session


def get_object(address: str, settings: OpenIdSettings) -> dict[str, Any]:
    """Return the JSON object at an address, or raise SignInDown."""
    try:
        with careful(Session(), settings) as session:
            answer = session.get(address, allow_redirects=False, auth=_nobody)
    except TROUBLES as problem:
        raise SignInDown("no_answer") from problem
    if answer.status_code != 200:
        raise SignInDown(f"status_{answer.status_code}")
    try:
        return read_object(answer.content)
    except UNREADABLE as problem:
        raise SignInDown("not_json") from problem


def read_object(text: bytes) -> dict[str, Any]:
    """Return the JSON object that UTF-8 bytes spell; ValueError, RecursionError."""
    found = json.loads(
        text.decode(), object_pairs_hook=named_once, parse_constant=_no_number
    )
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _no_number(text: str) -> None:
    raise ValueError("NaN and infinities are no JSON")


def _read(raw: BaseHTTPResponse, *, until: float) -> bytes:
    content = b""
    while chunk := raw.read1(CHUNK, decode_content=True):
        content += chunk
        if len(content) > LONGEST_ANSWER:
            raise SignInDown("answer_too_long")
        if monotonic() > until:
            raise SignInDown("answer_too_slow")
    return content


def _nobody(request: PreparedRequest) -> PreparedRequest:
    """Keep `requests` from looking for a password in ~/.netrc."""
    return request
