"""Whether a broker of e-identification has proved that somebody is the one expected.

Claims as the Swedish profile of OpenID Connect has them, or as the broker names them
(`EID_CLAIM_NUMBER`). What is not told is never taken for granted: brokers have lost the
number's claim without a word before.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.auth.id_token import LEEWAY_SECONDS, Word
from service.core.actor import FRESH_FOR
from service.core.errors import SignInFailed, SignInRefused
from service.core.identity import is_coordination, is_number, read_identity
from service.core.sentence import Sentence
from service.settings.eid import EidSettings

CALLBACK = "/c/eid/back"
LONGEST_ACR = 200
MISSING, ILL_WRITTEN = "eid_number_missing", "eid_number_form"
# What says that the broker, or our settings, must be mended: nobody can come in.
OURS_TO_MEND = frozenset({MISSING, ILL_WRITTEN})
UNUSABLE = Sentence(
    "The e-ID service did not tell us what we need to know that it is you. It is not"
    " your fault, and we have been told. Talk to us if you want to answer in another"
    " way."
)


@dataclass(frozen=True, slots=True)
class Proof:
    """How strongly it was proved; never by which number."""

    issuer: str
    acr: str
    proved_at: datetime
    token_sha256: str


def wish_for(settings: EidSettings, number: str) -> tuple[str, str]:
    """Return the `claims` request (OpenID Connect Core 5.5) without and with whose.

    The second one names the number, and so must never stand in an address.
    """
    name = _claim_of(settings, number)
    essential = {"essential": True}
    return (
        json.dumps({"id_token": {name: essential}}),
        json.dumps({"id_token": {name: {**essential, "value": number}}}),
    )


def prove(word: Word, settings: EidSettings, *, number: str, now: datetime) -> Proof:
    """Return how it was proved that somebody has this number (twelve digits).

    Raises SignInRefused: too weak, not just now, somebody else, or the claim that tells
    the number is missing or ill-written. Raises SignInFailed for a time to come.
    """
    acr = _acr(word.claims, settings)
    proved_at = _proved_at(word.claims, now)
    told = _numbers(word.claims, settings)
    if told.get(_claim_of(settings, number)) != number:
        raise SignInRefused(
            "eid_other_person",
            Sentence(
                "The e-ID is not that of the person we sent this link to. Use your own"
                " e-ID, and your own link."
            ),
        )
    return Proof(settings.issuer, acr, proved_at, word.sha256)


def _claim_of(settings: EidSettings, number: str) -> str:
    return settings.coordination if is_coordination(number) else settings.number


def _numbers(claims: Mapping[str, Any], settings: EidSettings) -> dict[str, str]:
    """Return the numbers that are told, by claim. Raises SignInRefused without any."""
    names = (settings.number, settings.coordination)
    told = {name: claims[name] for name in names if claims.get(name) not in (None, "")}
    if not told:
        raise SignInRefused(MISSING, UNUSABLE)
    return {name: _digits(value) for name, value in told.items()}


def _digits(told: object) -> str:
    """Return twelve digits, written with or without a hyphen.

    Ten digits are refused: which century they mean would be a guess, and a guess is no
    proof of who somebody is.
    """
    try:
        number = read_identity(told) if isinstance(told, str) else ""
    except ValueError:
        number = ""
    if not is_number(number):
        raise SignInRefused(ILL_WRITTEN, UNUSABLE)
    return number


def _acr(claims: Mapping[str, Any], settings: EidSettings) -> str:
    acr = claims.get(settings.level)
    if isinstance(acr, str) and acr in settings.required_acr:
        return acr[:LONGEST_ACR]
    raise SignInRefused(
        "eid_acr",
        Sentence(
            "That way to identify yourself is not strong enough here. Choose another"
            " e-ID, or another way with yours."
        ),
    )


def _proved_at(claims: Mapping[str, Any], now: datetime) -> datetime:
    """Return when they proved it; when it was signed, if the broker does not say."""
    told = claims.get("auth_time", claims["iat"])
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    if not is_number or not 0 <= told <= now.timestamp() + LEEWAY_SECONDS:
        raise SignInFailed("claim_auth_time")
    proved_at = datetime.fromtimestamp(min(told, now.timestamp()), UTC)
    if now - proved_at > FRESH_FOR:
        raise SignInRefused(
            "eid_not_anew",
            Sentence("The e-ID service did not ask you anew who you are. Try again."),
        )
    return proved_at
