"""Names, dates and numbers keep their own direction within a text of another one.

Unicode's isolates do what `<bdi>` does, and go wherever a text goes: a page, a mail, a
document. They are put around what is filled into a gap, never typed (`core.text`).
"""

from unicodedata import bidirectional

FIRST_STRONG, POP = "\u2068", "\u2069"
TURNING = frozenset({"R", "AL"})


def isolate(value: str, *, within: str) -> str:
    """Return `value` as it can stand in a text of direction `within`: ltr or rtl."""
    if within == "rtl" or (not value.isascii() and _turns(value)):
        return FIRST_STRONG + value + POP
    return value


def is_balanced(text: str) -> bool:
    """Whether every isolate in `text` ends, and none ends that did not begin."""
    depth = 0
    for sign in text:
        depth += (sign == FIRST_STRONG) - (sign == POP)
        if depth < 0:
            return False
    return depth == 0


def _turns(value: str) -> bool:
    return any(bidirectional(sign) in TURNING for sign in value)
