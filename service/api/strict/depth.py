"""How deep a body nests, counted over its bytes before anything parses it."""

import re

MAX_DEPTH = 32

# A string is skipped whole, so brackets inside it do not count. Its closing quote is
# optional and every repeat possessive: each start matches, and the scan stays linear.
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)
STEPS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def is_too_deep(body: bytes) -> bool:
    """Return whether arrays and objects nest deeper than any form of ours."""
    depth = 0
    for token in TOKEN.finditer(body):
        depth += STEPS.get(token[0], 0)
        if depth > MAX_DEPTH:
            return True
    return False
