"""Who came, in our words: the provider's claims led through the configured map."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.auth.id_token import LEEWAY_SECONDS
from service.core.errors import SignInFailed, SignInRefused
from service.core.permits import Role
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.settings import SettingsError
from service.settings.oidc import EVERYBODY, OidcSettings

LONGEST_TEXT = 200
# Where Entra ID names the claims that have grown too long for it to tell.
TOO_LONG_TO_TELL = "_claim_names"


@dataclass(frozen=True, slots=True)
class Identity:
    """Known by issuer and subject alone. `email` is empty unless it was verified.

    `organisation` is its number or id; `assurance` how it was proved; `proven_at` when
    (UTC), or None when the provider does not say.
    """

    issuer: str
    subject: str
    organisation: str
    name: str
    unit: str
    email: str
    roles: frozenset[Role]
    assurance: str
    proven_at: datetime | None


def check_roles(settings: OidcSettings) -> None:
    """Raise SettingsError unless every role in the map is one of ours."""
    named = {role for roles in settings.roles.values() for role in roles}
    if named - set(Role):
        raise SettingsError("OIDC_ROLES", f"roles among {', '.join(Role)}")


def identify(
    claims: Mapping[str, Any], settings: OidcSettings, *, now: datetime
) -> Identity:
    """Return who the checked claims are about.

    Raises SignInRefused with a reason in words: too weakly proved, or a claim that we
    were told to rely on is missing. Nothing is guessed.
    """
    told = _Told(claims, settings.claims)
    return Identity(
        issuer=settings.issuer,
        subject=claims["sub"],
        organisation=_organisation(told, settings),
        name=_name(told),
        unit=told.text("unit"),
        email=told.text("email") if told.find("email_verified") is True else "",
        roles=_roles(told, settings),
        assurance=_assurance(told, settings),
        proven_at=_proven_at(claims, now),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    claims: Mapping[str, Any]
    places: Mapping[str, tuple[str, ...]]

    def find(self, what: str) -> Any:
        """Return the claim as it came, or None."""
        found: Any = self.claims
        for name in self.places[what]:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def text(self, what: str) -> str:
        """Return a claim as one clean line; empty when it is missing or no text."""
        found = self.find(what)
        if not isinstance(found, str) or len(found) > LONGEST_TEXT:
            return ""
        try:
            return clean_line(found)
        except ValueError:
            return ""

    def texts(self, what: str) -> frozenset[str]:
        """Return a claim that is a text, or a list of texts."""
        found = self.find(what)
        listed = found if isinstance(found, list) else [found]
        return frozenset(one for one in listed if isinstance(one, str) and one)


def _organisation(told: _Told, settings: OidcSettings) -> str:
    known = settings.organisations
    if EVERYBODY in known:
        return known[EVERYBODY]
    found = {known[value] for value in told.texts("organisation") if value in known}
    if len(found) != 1:
        raise SignInRefused(
            "organisation",
            Sentence(
                "The sign-in service does not tell which organisation is yours."
                " Ask your administrator."
            ),
        )
    return found.pop()


def _name(told: _Told) -> str:
    if name := told.text("name"):
        return name
    raise SignInRefused(
        "name",
        Sentence(
            "The sign-in service does not tell your name. Ask your administrator."
        ),
    )


def _roles(told: _Told, settings: OidcSettings) -> frozenset[Role]:
    groups = told.texts("groups")
    untold = told.claims.get(TOO_LONG_TO_TELL)
    if isinstance(untold, Mapping) and told.places["groups"][0] in untold:
        raise SignInRefused(
            "groups",
            Sentence(
                "You are in too many groups for the sign-in service to tell."
                " Ask your administrator."
            ),
        )
    named = (settings.roles.get(group, ()) for group in groups)
    return frozenset(Role(role) for roles in named for role in roles)


def _assurance(told: _Told, settings: OidcSettings) -> str:
    """Return how it was proved, or refuse a proof that is too weak here."""
    acr, amr = told.texts("acr"), told.texts("amr")
    needed = ((settings.required_acr, acr), (settings.required_amr, amr))
    if any(wanted and not found & set(wanted) for wanted, found in needed):
        raise SignInRefused(
            "assurance",
            Sentence(
                "Your sign-in was too weak for this service. Sign in in a stronger way,"
                " such as with two factors."
            ),
        )
    return " ".join(sorted(acr | amr))[:LONGEST_TEXT]


def _proven_at(claims: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return when they last proved who they are; never a time to come."""
    told = claims.get("auth_time")
    if told is None:
        return None
    latest = now.timestamp()
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    if not is_number or not 0 <= told <= latest + LEEWAY_SECONDS:
        raise SignInFailed("claim_auth_time")
    return datetime.fromtimestamp(min(told, latest), UTC)
