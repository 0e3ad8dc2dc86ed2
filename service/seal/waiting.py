"""pyHanko waits by asyncio only; we wait for it in a thread of its own."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Return what the work returns. Whoever asks may have a loop that runs already."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, work).result()
