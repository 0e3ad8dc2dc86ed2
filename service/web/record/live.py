"""A record's changes as server-sent events, for a page that stays open."""

from collections.abc import Callable, Iterator
from typing import TypeVar

Seen = TypeVar("Seen")
RECONNECT_MS = 1000


def changes(
    look: Callable[[], Seen],
    *,
    draw: Callable[[Seen], str],
    is_over: Callable[[Seen], bool],
    pause: Callable[[], None],
    looks: int,
) -> Iterator[str]:
    """Yield an event for each change that `look` sees, at most `looks` looks long.

    The last event is `over` when nothing more will happen; without it the browser
    connects anew. `look` opens and closes what it reads; nothing is held in `pause`.
    """
    yield f"retry: {RECONNECT_MS}\n\n"
    shown: Seen | None = None
    for _ in range(looks):
        seen = look()
        if seen != shown:
            shown = seen
            yield event("change", draw(seen))
        if is_over(seen):
            yield event("over", "")
            return
        pause()


def event(name: str, data: str) -> str:
    """Return one event in the text/event-stream format; every line is `data:`."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {name}\n{lines}\n"
