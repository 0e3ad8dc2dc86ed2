"""What we and the provider tell each other without a browser in between."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import ECKey, Key, RSAKey
from requests import Response

from service.auth.discovery import BY_KEY, Provider
from service.auth.http import TROUBLES, UNREADABLE, careful, read_object
from service.core.errors import SignInDown, SignInFailed
from service.settings.openid import OpenIdSettings

PROOF_SECONDS = 60  # how long what we sign to prove who we are is worth something
# The provider's word for a code that is used up, of somebody else, or too old.
BAD_CODE = "invalid_grant"
KINDS: Mapping[str, type[ECKey | RSAKey]] = {"ES256": ECKey, "RS256": RSAKey}


def session_with(
    provider: Provider, settings: OpenIdSettings, *, redirect_uri: str
) -> OAuth2Session:
    """Return a session that proves who we are as the provider wishes."""
    session = OAuth2Session(
        client_id=settings.client_id,
        client_secret=_secret(settings),
        token_endpoint_auth_method=provider.proof,
        scope=settings.scopes,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )
    if provider.proof == BY_KEY:
        session.register_client_auth_method(_signer(provider, settings))
    session.register_compliance_hook("access_token_response", _readable)
    careful(session, settings)
    return session


def push(
    session: OAuth2Session,
    provider: Provider,
    address: str,
    hushed: Mapping[str, str],
) -> str:
    """Tell the provider beforehand what is asked for (RFC 9126).

    `address` is where the browser would go, `hushed` what no address may tell. Returns
    an address that tells nothing. Raises SignInDown.
    """
    asked = {**dict(parse_qsl(urlsplit(address).query)), **hushed}
    try:
        answer = session.post(
            provider.pushed_endpoint,
            data=asked,
            auth=session.client_auth(provider.proof),
            withhold_token=True,
            allow_redirects=False,
        )
        pushed = read_object(answer.content).get("request_uri")
    except (*TROUBLES, *UNREADABLE) as problem:
        raise SignInDown("not_pushed") from problem
    if answer.status_code not in (200, 201) or not isinstance(pushed, str):
        raise SignInDown("push_refused")
    named = (("client_id", session.client_id), ("request_uri", pushed))
    return str(add_params_to_uri(provider.authorization_endpoint, named))


def exchange(
    session: OAuth2Session, provider: Provider, *, code: str, verifier: str
) -> dict[str, Any]:
    """Return what the provider gives for a code. Raises SignInFailed, SignInDown."""
    try:
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


def _secret(settings: OpenIdSettings) -> Key | str:
    """Return what proves who we are: our private key, when there is one."""
    if settings.client_key:
        return KINDS[settings.key_algorithm].import_key(settings.client_key)
    return settings.client_secret


def _signer(provider: Provider, settings: OpenIdSettings) -> PrivateKeyJWT:
    """Return what signs our proof: for this provider, and not for long."""
    until = int(datetime.now(UTC).timestamp()) + PROOF_SECONDS
    return PrivateKeyJWT(
        provider.token_endpoint, claims={"exp": until}, alg=settings.key_algorithm
    )


def _readable(answer: Response) -> Response:
    """Raise ValueError unless an answer is JSON as everybody reads it."""
    read_object(answer.content)
    return answer
