"""A page that follows along: its parts are sent anew when something has changed."""

import time
from collections.abc import Callable
from typing import TypeVar

from flask import Response, stream_with_context

from service.web.record.live import changes

Seen = TypeVar("Seen")
PAUSE_SECONDS = 0.5
LOOKS = 120


def follow(
    look: Callable[[], Seen],
    *,
    draw: Callable[[Seen], str],
    is_over: Callable[[Seen], bool],
) -> Response:
    """Return the changes as server-sent events; nothing is held between two looks."""
    told = changes(
        look,
        draw=draw,
        is_over=is_over,
        pause=lambda: time.sleep(PAUSE_SECONDS),
        looks=LOOKS,
    )
    return Response(
        stream_with_context(told),
        mimetype="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )
