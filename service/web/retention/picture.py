"""What becomes due in the coming years, as bars: the first is what is due already."""

from dataclasses import dataclass

from service.core.retention import Outlook

HEIGHT = 110
STEP = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, or what is due now (`year` 0). Lengths in the units of the drawing."""

    year: int
    count: int
    x: int
    tall: int


def bars(ahead: Outlook) -> tuple[Bar, ...]:
    """Return the bars from left to right, scaled to the tallest."""
    heaps = ((0, ahead.due), *ahead.years)
    most = max(1, *(count for _, count in heaps))
    return tuple(
        Bar(year, count, x=place * STEP, tall=round(count * HEIGHT / most))
        for place, (year, count) in enumerate(heaps)
    )
