"""The dialogue with the provider: send a browser there, take in what it brings back."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from types import MappingProxyType
from urllib.parse import urlencode, urlsplit

from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwk import Key

from service.auth.back_channel import exchange, push, session_with
from service.auth.discovery import Provider, discover
from service.auth.id_token import Expected, Word, read_id_token
from service.auth.keys import KeyRing
from service.auth.patience import is_over
from service.core.errors import SignInDown, SignInFailed
from service.core.sentence import Sentence
from service.settings.openid import OpenIdSettings

LONGEST_KEPT = timedelta(hours=1)
REST = timedelta(seconds=5)  # while it lasts nobody waits, and no thread is held
CALLBACK = "/sign-in/callback"
NOTHING: Mapping[str, str] = MappingProxyType({})
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

    def __init__(
        self, settings: OpenIdSettings, *, base_url: str, callback: str = CALLBACK
    ) -> None:
        self.settings = settings
        self._redirect_uri = base_url + callback
        self._keys = KeyRing(settings)
        self._lock = Lock()
        self._provider: Provider | None = None
        self._asked_at: datetime | None = None
        self._failed_at: datetime | None = None

    @property
    def host(self) -> str:
        """Return the provider's name as people may recognise it."""
        return urlsplit(self.settings.issuer).hostname or ""

    def leave(
        self,
        *,
        again: bool,
        wishes: Mapping[str, str] = NOTHING,
        hushed: Mapping[str, str] = NOTHING,
        now: datetime,
    ) -> WayOut:
        """Begin a sign-in; `again` asks for a new proof of who it is.

        `wishes` are more that is asked for. `hushed` goes from us to the provider and
        nowhere else, never by an address: not at all to one that takes no requests
        beforehand (RFC 9126). Raises SignInDown when the provider does not answer.
        """
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        verifier = secrets.token_urlsafe(48)
        with self._session(provider := self._known(now)) as session:
            address, _ = session.create_authorization_url(
                provider.authorization_endpoint,
                state=state,
                nonce=nonce,
                code_verifier=verifier,
                **{**self._wishes(again=again), **wishes},
            )
            if provider.pushed_endpoint:
                address = push(session, provider, address, hushed)
        return WayOut(address, state, nonce, verifier)

    def come_back(
        self, way: WayBack, *, nonce: str, verifier: str, now: datetime
    ) -> Word:
        """Return the checked word on who came back.

        Raises SignInFailed: it does not fit or proves nothing; SignInDown.
        """
        provider = self._known(now)
        _check_way(way, provider)
        with self._session(provider) as session:
            told = exchange(session, provider, code=way.code, verifier=verifier)
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

    def never_told(self, claims: Iterable[str], *, now: datetime) -> list[str]:
        """Return those that the provider says it does not tell. Raises SignInDown."""
        listed = self._known(now).claims
        return [name for name in claims if listed and name not in listed]

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
        return session_with(provider, self.settings, redirect_uri=self._redirect_uri)

    def _wishes(self, *, again: bool) -> dict[str, str]:
        wishes = {"prompt": "login", "max_age": "0"} if again else {}
        if self.settings.required_acr:
            wishes["acr_values"] = " ".join(self.settings.required_acr)
        return wishes


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
