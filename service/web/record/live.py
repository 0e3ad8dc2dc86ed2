"""A record's changes as server-sent events, for a page that stays open."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from service.core.errors import Forbidden, NotFound

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

    The last event is `over` when nothing more will happen, or when what was looked at
    is gone, or not theirs to see any more; without it the browser connects anew. `look`
    opens and closes what it reads; nothing is held in `pause`.
    """
    yield f"retry: {RECONNECT_MS}\n\n"
    shown: Seen | None = None
    with suppress(NotFound, Forbidden):  # gone, or handed over, while it was open
        for _ in range(looks):
            seen = look()
            if seen != shown:
                shown = seen
                yield event("change", draw(seen))
            if is_over(seen):
                break
            pause()
        else:
            return
    yield event("over", "")


def event(name: str, data: str) -> str:
    """Return one event in the text/event-stream format; every line is `data:`."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {name}\n{lines}\n"
