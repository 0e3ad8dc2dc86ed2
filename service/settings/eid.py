"""The broker of e-identification that guardians may show who they are by."""

from dataclasses import dataclass
from enum import StrEnum

from service.settings.environment import Environment, SettingsError
from service.settings.openid import OpenIdSettings, connection

# The Swedish profile of OpenID Connect (github.com/oidc-sweden/specifications).
NUMBER = "https://id.oidc.se/claim/personalIdentityNumber"
COORDINATION = "https://id.oidc.se/claim/coordinationNumber"
# The levels that Digg's trust framework counts as enough for public e-services.
LEVELS = "http://id.elegnamnden.se/loa/1.0/loa3 http://id.elegnamnden.se/loa/1.0/loa4"
SHORTEST_SECRET = 16


class Demand(StrEnum):
    """Whether guardians whose number we know show it by e-ID."""

    NEVER = "never"
    OFFERED = "offered"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class EidSettings(OpenIdSettings):
    """`number` and `coordination` name the claims that tell the two kinds of numbers.

    They may be one and the same; `level` names the one that tells how strongly it was
    proved. `wanted` is what is asked for (`acr_values`): some brokers choose the e-ID
    by it, and tell another level. `label` is what guardians know the e-ID by.
    """

    number: str
    coordination: str
    level: str
    wanted: str
    demand: Demand
    label: str

    @classmethod
    def read(cls, read: Environment, *, may_be_plain: bool) -> "EidSettings | None":
        """Return None when no broker is named. Raises SettingsError."""
        told = connection(read, "EID", scopes="openid", may_be_plain=may_be_plain)
        has_broker = bool(told["issuer"])
        levels = read.text("EID_ACR", default=LEVELS)
        settings = cls(
            **told,
            required_acr=tuple(levels.split()),
            level=read.text("EID_CLAIM_ACR", default="acr"),
            wanted=read.text("EID_ACR_VALUES", default=levels),
            number=read.text("EID_CLAIM_NUMBER", default=NUMBER),
            coordination=read.text("EID_CLAIM_COORDINATION", default=COORDINATION),
            demand=read.one_of(
                "EID_REQUIRED",
                Demand,
                default=Demand.OFFERED if has_broker else Demand.NEVER,
            ),
            label=read.text("EID_LABEL", default="e-legitimation"),
        )
        _refuse_what_does_not_fit(settings)
        return settings if has_broker else None


def _refuse_what_does_not_fit(settings: EidSettings) -> None:
    if not settings.issuer and settings.demand is not Demand.NEVER:
        raise SettingsError("EID_ISSUER", "a broker, because EID_REQUIRED asks for it")
    is_short = 0 < len(settings.client_secret) < SHORTEST_SECRET
    if settings.issuer and is_short and not settings.may_be_plain:
        raise SettingsError(
            "EID_CLIENT_SECRET",
            f"a secret with {SHORTEST_SECRET} characters or more in production",
        )
