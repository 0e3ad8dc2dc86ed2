"""What the provider says of itself at its well-known address; believed when it fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.auth.http import get_object
from service.auth.id_token import ALGORITHMS
from service.core.errors import SignInDown
from service.settings.openid import OpenIdSettings, is_safe

WELL_KNOWN = "/.well-known/openid-configuration"
# How we may prove who we are at the token endpoint, the first that is offered.
PROOFS = ("client_secret_basic", "client_secret_post")
BY_KEY = "private_key_jwt"


@dataclass(frozen=True, slots=True)
class Provider:
    """Addresses and habits of the provider.

    `end_session_endpoint` may be empty, and `pushed_endpoint` (RFC 9126), too. `claims`
    is empty when it does not say which it tells.
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str
    pushed_endpoint: str
    proof: str
    names_itself: bool
    claims: frozenset[str]


def discover(settings: OpenIdSettings) -> Provider:
    """Return the provider. Raises SignInDown: no answer, or not one to rely on."""
    told = get_object(settings.issuer.rstrip("/") + WELL_KNOWN, settings)
    if told.get("issuer") != settings.issuer:
        raise SignInDown("other_issuer")
    _check_habits(told)
    return Provider(
        issuer=settings.issuer,
        authorization_endpoint=_address(told, "authorization_endpoint", settings),
        token_endpoint=_address(told, "token_endpoint", settings),
        jwks_uri=_address(told, "jwks_uri", settings),
        end_session_endpoint=_address(told, "end_session_endpoint", settings, ""),
        pushed_endpoint=_address(
            told, "pushed_authorization_request_endpoint", settings, ""
        ),
        proof=_proof(told, (BY_KEY,) if settings.client_key else PROOFS),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
        claims=frozenset(_texts(told.get("claims_supported"))),
    )


def _check_habits(told: Mapping[str, Any]) -> None:
    """Refuse a provider that says it cannot do what we insist on."""
    needed = {
        "response_types_supported": {"code"},
        "code_challenge_methods_supported": {"S256"},
        "id_token_signing_alg_values_supported": set(ALGORITHMS),
    }
    for name, ours in needed.items():
        theirs = told.get(name)
        if theirs is not None and not ours & _texts(theirs):
            raise SignInDown(f"no_common_{name}")


def _proof(told: Mapping[str, Any], ours: tuple[str, ...]) -> str:
    offered = told.get("token_endpoint_auth_methods_supported")
    if offered is None:
        return ours[0]  # what OpenID Connect Discovery 3 takes for granted
    for proof in ours:
        if proof in _texts(offered):
            return proof
    raise SignInDown("no_common_client_authentication")


def _address(
    told: Mapping[str, Any],
    name: str,
    settings: OpenIdSettings,
    otherwise: str | None = None,
) -> str:
    address = told.get(name, otherwise)
    if address == otherwise and otherwise is not None:
        return otherwise
    is_text = isinstance(address, str)
    if not is_text or not is_safe(address, may_be_plain=settings.may_be_plain):
        raise SignInDown(f"no_{name}")
    return str(address)


def _texts(told: object) -> set[str]:
    listed = told if isinstance(told, list) else []
    return {one for one in listed if isinstance(one, str)}
