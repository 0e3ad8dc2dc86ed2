"""Which links this browser has opened, and how an address of one is read."""

from hashlib import sha256

from flask import session

# What mail programs take along when they guess where an address ends (row L1).
TAIL = ".,;:!?)>]}'\""
# The links this browser has opened, in its own cookie; the latest ones.
OPENED = "opened-links"
KEPT = 20


def clean(token: str) -> str:
    return token.rstrip(TAIL)


def is_marked(token: str) -> bool:
    return mark_of(token) in session.get(OPENED, [])


def mark(token: str) -> None:
    """Let the browser remember that it opened the link: never the token itself."""
    others = [known for known in session.get(OPENED, []) if known != mark_of(token)]
    session[OPENED] = [*others, mark_of(token)][-KEPT:]


def mark_of(token: str) -> str:
    """Return a link's short name: it tells links apart, and opens none."""
    return sha256(token.encode()).hexdigest()[:16]
