"""What something took, over all its repetitions."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Figures:
    """A median with its neighbours; the unit is the asker's."""

    median: float
    least: float
    most: float
    p95: float
    times: int


def figures(values: Sequence[float]) -> Figures:
    """Return the figures of one value or more."""
    ranked = [*values, *values] if len(values) == 1 else values
    return Figures(
        median=round(median(values), 3),
        least=round(min(values), 3),
        most=round(max(values), 3),
        p95=round(quantiles(ranked, n=20, method="inclusive")[-1], 3),
        times=len(values),
    )


@dataclass(slots=True)
class Watch:
    """Collects how many milliseconds each turn took."""

    clock: Callable[[], float] = time.perf_counter
    turns: list[float] = field(default_factory=list)

    @contextmanager
    def turn(self) -> Iterator[None]:
        began = self.clock()
        yield
        self.turns.append((self.clock() - began) * 1000)

    @property
    def figures(self) -> Figures:
        return figures(self.turns)
