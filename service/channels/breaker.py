"""A relay that does not answer is left alone for a while; jobs keep their patience."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

FAILURES, REST_SECONDS, JITTER = 5, 30.0, 10.0


@dataclass(slots=True)
class Breaker:
    """Open, that is resting, after five failed connections in a row."""

    clock: Callable[[], float] = monotonic
    failures: int = 0
    rests_until: float = 0.0

    @property
    def rests(self) -> bool:
        return self.clock() < self.rests_until

    def failed(self) -> None:
        self.failures += 1
        if self.failures >= FAILURES:
            pause = REST_SECONDS + random.uniform(-JITTER, JITTER)
            self.rests_until = self.clock() + pause

    def worked(self) -> None:
        self.failures = 0
