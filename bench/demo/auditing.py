"""What the audit trail has written down of the demo, and whether it holds."""

import re
from typing import Any

from bench.stack import Stack

COUNTED = re.compile(r"^(\d+) events", re.MULTILINE)


def audited(stack: Stack) -> dict[str, Any]:
    """Return how many events there are, and whether every chain was verified."""
    told = stack.ask("audit", "verify")
    counted = COUNTED.search(told.stdout)
    return {
        "events": int(counted[1]) if counted else 0,
        "verified": told.returncode == 0,
    }
