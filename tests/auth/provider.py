"""An OpenID provider that does as it should, unless a test tells it otherwise.

`house.provider.claims` changes what it says, `header` and `sign` how it signs; the
attributes below how it behaves as a server.
"""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode

from joserfc.jwk import ECKey, Key, RSAKey
from joserfc.jws import JWSRegistry, serialize_compact
from joserfc.jwt import decode
from werkzeug import Request, Response
from werkzeug.serving import make_server

CLIENT, SECRET = "handslag", "a secret of the tests"
KEY = RSAKey.generate_key(2048, {"kid": "first"}, private=True)
IDA = {
    "sub": "ida-at-the-provider",
    "name": "Ida Broman",
    "email": "ida.broman@example.se",
    "email_verified": True,
    "organisation": "region-orebro",
    "unit": "Regional utveckling",
    "groups": ["handslag-secretaries"],
    "amr": ["mfa"],
    "acr": "loa3",
}
Claims = dict[str, Any]


@dataclass
class Provider:
    """`asked` is what the browser brought here last, `told` what the token said."""

    port: int = 0
    key: Key = field(default_factory=lambda: KEY)
    alg: str = "RS256"
    kid: str = "first"
    person: Claims = field(default_factory=lambda: dict(IDA))
    claims: Claims = field(default_factory=dict)
    header: Claims = field(default_factory=dict)
    metadata: Claims = field(default_factory=dict)
    published: list[Key] | None = None
    sign: Callable[["Provider", Claims], str] | None = None
    answers: dict[str, Response] = field(default_factory=dict)
    silence: Event | None = None
    silent_at: str = ""
    asked: Claims = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    codes: dict[str, Claims] = field(default_factory=dict)
    pushed: dict[str, Claims] = field(default_factory=dict)
    client_key: Key | None = None

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def behave(self) -> None:
        """Forget what a test told it, and be as a provider should."""
        vars(self).update(vars(Provider(port=self.port)))

    def authorize(self, asked: dict[str, str]) -> str:
        """Return the address a browser is sent back to, once somebody has signed in."""
        asked = self.pushed.pop(asked.get("request_uri", ""), asked)
        self.asked = asked
        code = token_urlsafe(16)
        self.codes[code] = dict(asked)
        back = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def __call__(self, environ: Claims, start: Any) -> Any:
        request = Request(environ)
        self.requests.append(request.path)
        if self.silence and request.path == self.silent_at:
            self.silence.wait(timeout=30)
        answer = self.answers.get(request.path) or DOORS[request.path](self, request)
        return answer(environ, start)

    def discovery(self, request: Request) -> Response:
        return _json(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/end",
                "response_types_supported": ["code"],
                "code_challenge_methods_supported": ["S256"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256", "PS256"],
                **self.metadata,
            }
        )

    def keys(self, request: Request) -> Response:
        published = [self.key] if self.published is None else self.published
        return _json({"keys": [key.as_dict(private=False) for key in published]})

    def door(self, request: Request) -> Response:
        """The page that a browser sees: one button, and everybody is Ida."""
        if request.method == "POST":
            return Response(status=303, headers={"Location": self._back(request)})
        page = "<!doctype html><html lang=sv><title>Inloggning</title>"
        page += "<main><h1>Inloggning</h1><form method=post>"
        page += "<button>Jag är Ida</button></form></main>"
        return Response(page, mimetype="text/html")

    def push(self, request: Request) -> Response:
        """Take a request beforehand (RFC 9126), where `metadata` names this door."""
        if not _is_ours(request, self.client_key):
            return _json({"error": "invalid_client"}, status=401)
        name = f"urn:example:{token_urlsafe(16)}"
        self.pushed[name] = request.form.to_dict()
        return _json({"request_uri": name, "expires_in": 60}, status=201)

    def token(self, request: Request) -> Response:
        asked = self.codes.pop(request.form.get("code", ""), None)
        is_ours = _is_ours(request, self.client_key)
        if asked is None or not is_ours or not _is_proved(request, asked):
            return _json({"error": "invalid_grant"}, status=400)
        token = {"access_token": "for nothing", "token_type": "Bearer"}
        return _json({**token, "id_token": self.id_token(asked)})

    def id_token(self, asked: Claims) -> str:
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": asked["nonce"],
            **self.person,
            **self.claims,
        }
        told = {name: value for name, value in said.items() if value is not None}
        return self.sign(self, told) if self.sign else self.signed(told)

    def signed(self, said: Claims | bytes) -> str:
        payload = said if isinstance(said, bytes) else json.dumps(said).encode()
        header = {"alg": self.alg, "kid": self.kid, "typ": "JWT", **self.header}
        registry = JWSRegistry(algorithms=[self.alg], strict_check_header=False)
        kept = {name: value for name, value in header.items() if value is not None}
        return serialize_compact(kept, payload, self.key, registry=registry)

    def rotate(self, kid: str) -> None:
        """Sign with a new key from now on, and publish no other."""
        self.key, self.kid = ECKey.generate_key("P-256", {"kid": kid}), kid
        self.alg = "ES256"

    def _back(self, request: Request) -> str:
        return self.authorize(request.args.to_dict())


DOORS: dict[str, Callable[[Provider, Request], Response]] = {
    "/.well-known/openid-configuration": Provider.discovery,
    "/keys": Provider.keys,
    "/authorize": Provider.door,
    "/token": Provider.token,
    "/pushed": Provider.push,
    "/end": lambda provider, request: Response("Hej då"),
}


@contextmanager
def serving() -> Iterator[Provider]:
    """Run a provider on a free port of this machine."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    provider.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


def unsigned(said: Claims, header: Claims, signature: bytes = b"") -> str:
    """Return a token made by hand, for what no library would sign."""
    parts = (json.dumps(header).encode(), json.dumps(said).encode(), signature)
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def _is_ours(request: Request, key: Key | None) -> bool:
    if key:
        said = decode(request.form["client_assertion"], key, algorithms=["ES256"])
        names = (said.claims["iss"], said.claims["sub"])
        return names == (CLIENT, CLIENT) and said.claims["exp"] > time.time()
    proof = request.authorization
    named = (proof.username, proof.password) if proof else ()
    posted = (request.form.get("client_id"), request.form.get("client_secret"))
    return (CLIENT, SECRET) in (named, posted)


def _is_proved(request: Request, asked: Claims) -> bool:
    """Whether the verifier fits the challenge (RFC 7636)."""
    digest = sha256(request.form["code_verifier"].encode()).digest()
    challenge = urlsafe_b64encode(digest).decode().rstrip("=")
    return asked["code_challenge"] == challenge


def _json(said: Any, *, status: int = 200) -> Response:
    return Response(json.dumps(said), status=status, mimetype="application/json")


def query(address: str) -> dict[str, str]:
    return {
        name: values[0] for name, values in parse_qs(address.partition("?")[2]).items()
    }
