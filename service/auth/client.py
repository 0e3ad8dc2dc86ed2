"""The dialogue with the provider: send a browser there, take in what it brings back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwk import Key
from requests import Response

from service.auth.discovery import Provider, discover
from service.auth.http import TROUBLES, UNREADABLE, careful, read_object
from service.auth.id_token import Expected, read_id_token
from service.auth.keys import KeyRing
from service.auth.patience import is_over
from service.core.errors import SignInDown, SignInFailed
from service.core.sentence import Sentence
from service.settings.oidc import OidcSettings

LONGEST_KEPT = timedelta(hours=1)
REST = timedelta(seconds=5)  # while it lasts nobody waits, and no thread is held
CALLBACK = "/sign-in/callback"
# The provider's word for a code that is used up, of somebody else, or too old.
BAD_CODE = "invalid_grant"
STOPPED = Sentence("The sign-in was stopped at the sign-in service.")


@dataclass(frozen=True, slots=True)
class WayOut:
    """Where the browser goes, and what must come back with it."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """What the provider sent the browser back with. Nothing of it is proved yet."""

    code: str = ""
    error: str = ""
    issuer: str = ""


class OpenIdClient:
    """One process's view of the provider; safe to ask from many threads."""

    def __init__(self, settings: OidcSettings, *, base_url: str) -> None:
        self.settings = settings
        self._redirect_uri = base_url + CALLBACK
        self._keys = KeyRing(settings)
        self._lock = Lock()
        self._provider: Provider | None = None
        self._asked_at: datetime | None = None
        self._failed_at: datetime | None = None

    @property
    def host(self) -> str:
        """Return the provider's name as people may recognise it."""
        return urlsplit(self.settings.issuer).hostname or ""

    def leave(self, *, again: bool, now: datetime) -> WayOut:
        """Begin a sign-in; `again` asks for a new proof of who it is.

        Raises SignInDown when the provider does not answer.
        """
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        verifier = secrets.token_urlsafe(48)
        with self._session(provider := self._known(now)) as session:
            address, _ = session.create_authorization_url(
                provider.authorization_endpoint,
                state=state,
                nonce=nonce,
                code_verifier=verifier,
                **self._wishes(again=again),
            )
        return WayOut(address, state, nonce, verifier)

    def come_back(
        self, way: WayBack, *, nonce: str, verifier: str, now: datetime
    ) -> dict[str, Any]:
        """Return the checked claims of who came back.

        Raises SignInFailed: it does not fit or proves nothing; SignInDown.
        """
        provider = self._known(now)
        _check_way(way, provider)
        told = self._exchange(provider, way.code, verifier)
        access_token = told.get("access_token")
        expected = Expected(
            issuer=provider.issuer,
            client_id=self.settings.client_id,
            nonce=nonce,
            access_token=access_token if isinstance(access_token, str) else "",
        )

        def find_key(kid: str, alg: str) -> Key:
            return self._keys.find(provider.jwks_uri, kid=kid, alg=alg, now=now)

        return read_id_token(told.get("id_token"), expected, find_key=find_key, now=now)

    def way_to_sign_out(self, *, back_to: str, now: datetime) -> str:
        """Return where one signs out of the provider too; empty when nowhere."""
        place = self._known(now).end_session_endpoint
        if not place:
            return ""
        asked = {
            "client_id": self.settings.client_id,
            "post_logout_redirect_uri": back_to,
        }
        return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"

    def examine(self, *, now: datetime) -> int:
        """Ask the provider anew who it is; return how many of its keys can be used.

        Raises SignInDown unless all is well.
        """
        keys = self._keys.fetch(discover(self.settings).jwks_uri, now=now)
        if not keys:
            raise SignInDown("no_usable_keys")
        return keys

    def _known(self, now: datetime) -> Provider:
        """Return the provider. One that is down is left alone for a few seconds."""
        with self._lock:
            is_old = is_over(LONGEST_KEPT, since=self._asked_at, now=now)
            if is_old and is_over(REST, since=self._failed_at, now=now):
                self._ask(now)
            if self._provider is None:
                raise SignInDown("rests")
            return self._provider

    def _ask(self, now: datetime) -> None:
        """Ask who it is; what is known already goes on without an answer."""
        try:
            self._provider, self._asked_at = discover(self.settings), now
        except SignInDown:
            self._failed_at = now
            if self._provider is None:
                raise

    def _session(self, provider: Provider) -> OAuth2Session:
        session = OAuth2Session(
            client_id=self.settings.client_id,
            client_secret=self.settings.client_secret,
            token_endpoint_auth_method=provider.proof,
            scope=self.settings.scopes,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
        )
        session.register_compliance_hook("access_token_response", _readable)
        careful(session, self.settings)
        return session

    def _wishes(self, *, again: bool) -> dict[str, str]:
        wishes = {"prompt": "login", "max_age": "0"} if again else {}
        if self.settings.required_acr:
            wishes["acr_values"] = " ".join(self.settings.required_acr)
        return wishes

    def _exchange(self, provider: Provider, code: str, verifier: str) -> dict[str, Any]:
        try:
            with self._session(provider) as session:
                return dict(
                    session.fetch_token(
                        provider.token_endpoint,
                        grant_type="authorization_code",
                        code=code,
                        code_verifier=verifier,
                        allow_redirects=False,
                    )
                )
        except OAuthError as problem:
            if problem.error == BAD_CODE:
                raise SignInFailed("code") from problem
            raise SignInDown("token_refused") from problem
        except (*TROUBLES, *UNREADABLE) as problem:
            raise SignInDown("no_token") from problem


def _readable(answer: Response) -> Response:
    """Raise ValueError unless an answer is JSON as everybody reads it."""
    read_object(answer.content)
    return answer


def _check_way(way: WayBack, provider: Provider) -> None:
    """Refuse what another provider sent (RFC 9207), and what brings no code."""
    if way.issuer not in ("", provider.issuer) or (
        provider.names_itself and not way.issuer
    ):
        raise SignInFailed("other_issuer")
    if way.error:
        raise SignInFailed("stopped", STOPPED)
    if not way.code:
        raise SignInFailed("no_code")
