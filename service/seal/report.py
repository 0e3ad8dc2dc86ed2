"""What a look at a seal has found: facts, and one verdict."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum


class Flaw(StrEnum):
    """Why a seal proves nothing; NONE when it holds. The first that fits is told."""

    NONE = "none"
    UNREADABLE = "unreadable"
    NO_SEAL = "no_seal"
    NOT_OURS = "not_ours"
    CHANGED = "changed"
    ADDED_TO = "added_to"
    NOT_TRUSTED = "not_trusted"
    TIME_IN_DOUBT = "time_in_doubt"


class Stamp(StrEnum):
    """What a timestamp service says of the seal's time."""

    NONE = "none"
    VALID = "valid"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealReport:
    """`signed_at` is the time that the seal tells of itself, `stamped_at` is proven.

    `archived` counts the timestamps of the whole file. All of them and all signatures
    are `intact` and `valid`, or it is not said so; `covers_all` is of the last of them,
    `modification` of what was changed most, `stamped_at` the earliest time proven.
    """

    flaw: Flaw
    signatures: int = 0
    archived: int = 0
    is_ours: bool = False
    intact: bool = False
    valid: bool = False
    trusted: bool = False
    covers_all: bool = False
    modification: str = ""
    stamp: Stamp = Stamp.NONE
    signer: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.flaw is Flaw.NONE

    def as_json(self) -> str:
        return json.dumps(asdict(self), default=datetime.isoformat)


def read_report(text: str) -> SealReport:
    """Return what `as_json` wrote. Raises ValueError, TypeError or KeyError."""
    told = json.loads(text)
    for name in ("signed_at", "stamped_at"):
        told[name] = told[name] and datetime.fromisoformat(told[name])
    flaw, stamp = Flaw(told.pop("flaw")), Stamp(told.pop("stamp"))
    return SealReport(flaw=flaw, stamp=stamp, **told)
