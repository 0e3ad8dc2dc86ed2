"""How fast many consents are asked for at once, and how long one may think again."""

from dataclasses import dataclass
from datetime import timedelta

from service.settings.environment import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSettings:
    """At most `most_per_hour` requests for each organisation, and none before `undo`
    has passed since the release."""

    most_per_hour: int
    undo: timedelta

    @classmethod
    def read(cls, read: Environment) -> "BatchSettings":
        undo = read.number("BATCH_UNDO_MINUTES", default=10, most=1_440)
        most = read.number(
            "BATCH_MOST_PER_HOUR", default=2_000, least=1, most=1_000_000
        )
        return cls(most_per_hour=most, undo=timedelta(minutes=undo))
