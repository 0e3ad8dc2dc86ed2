"""The sign-in service: an OpenID provider that the organisations' staff belong to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.settings.environment import Environment, SettingsError
from service.settings.openid import OpenIdSettings, connection

EVERYBODY = "*"  # OIDC_ORGANISATIONS for a service that has one organisation
# What we ask for, and the claim that tells it when OIDC_CLAIMS says nothing else.
CLAIMS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisation",),
    "unit": ("unit",),
    "groups": ("groups",),
    "name": ("name",),
    "email": ("email",),
    "email_verified": ("email_verified",),
    "acr": ("acr",),
    "amr": ("amr",),
}
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings(OpenIdSettings):
    """`claims` says where each claim stands: a name, or the names on the way to it.

    `organisations` leads from a claim's value to an organisation's number or id,
    `roles` from a group to roles; of `required_amr`, too, one must be told.
    """

    claims: Mapping[str, Names]
    organisations: Mapping[str, str]
    roles: Mapping[str, Names]
    required_amr: Names

    @classmethod
    def read(cls, read: Environment, *, may_be_plain: bool) -> "OidcSettings | None":
        """Return None when no provider is named. Raises SettingsError."""
        scopes = "openid profile email"
        told = connection(read, "OIDC", scopes=scopes, may_be_plain=may_be_plain)
        has_provider = bool(told["issuer"])
        settings = cls(
            **told,
            claims={**CLAIMS, **_lists(read, "OIDC_CLAIMS", of=tuple(CLAIMS))},
            organisations=_organisations(read, are_needed=has_provider),
            roles=_lists(read, "OIDC_ROLES"),
            required_acr=tuple(read.text("OIDC_REQUIRED_ACR", default="").split()),
            required_amr=tuple(read.text("OIDC_REQUIRED_AMR", default="").split()),
        )
        return settings if has_provider else None


def _organisations(read: Environment, *, are_needed: bool) -> Mapping[str, str]:
    found = _object(read, "OIDC_ORGANISATIONS")
    is_enough = bool(found) or not are_needed
    if is_enough and all(isinstance(one, str) and one for one in found.values()):
        return found
    raise SettingsError(
        "OIDC_ORGANISATIONS",
        "JSON from a value of the claim to an organisation's number or id, such as "
        '{"region-orebro": "232100-0164"}',
    )


def _lists(read: Environment, name: str, *, of: Names = ()) -> dict[str, Names]:
    """Return a JSON object of texts or lists of texts, its names among `of`."""
    found = {
        key: (value,) if isinstance(value, str) else value
        for key, value in _object(read, name).items()
    }
    for key, value in found.items():
        if not _is_names(value) or (of and key not in of):
            raise SettingsError(name, f"JSON with texts or lists of texts{_among(of)}")
    return {key: tuple(value) for key, value in found.items()}


def _is_names(value: Any) -> bool:
    is_list = isinstance(value, list | tuple) and bool(value)
    return is_list and all(isinstance(one, str) and one for one in value)


def _among(of: Names) -> str:
    return f" for {', '.join(of)}" if of else ""


def _object(read: Environment, name: str) -> dict[str, Any]:
    try:
        found = json.loads(read.text(name, default="{}"))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise SettingsError(name, "a JSON object")
    return found
