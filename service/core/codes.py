"""A one-time code: six digits that follow from its id and our secret, kept nowhere."""

import hmac
from datetime import timedelta
from hashlib import sha256
from unicodedata import category
from uuid import UUID

DIGITS = 6
CODE_LIVES = timedelta(minutes=10)  # ASVS 6.5.5: the most for what is sent by mail
TRIES = 5
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=15), timedelta(days=1)


def code_of(code_id: UUID, secret: str) -> str:
    mac = hmac.new(f"code:{secret}".encode(), code_id.bytes, sha256).digest()
    return f"{int.from_bytes(mac) % 10**DIGITS:0{DIGITS}}"


def read_code(typed: str) -> str:
    """Return the code as typed or pasted, without spaces. Raises ValueError.

    Where text runs from right to left, unseen signs may be copied along with it.
    """
    digits = "".join(one for one in typed if _is_written(one))
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ValueError("no code")
    return digits


def _is_written(sign: str) -> bool:
    return not sign.isspace() and category(sign) != "Cf"


def is_same(typed: str, code: str) -> bool:
    """Compare in constant time: how far a guess was right is nobody's business."""
    return hmac.compare_digest(typed, code)


def lock_after(wrong: int) -> timedelta:
    """Return how long a link takes no codes after its `wrong`th wrong one.

    Every fifth locks it: for 15 minutes, then for twice as long each time, up to a day.
    So a link's 30 days have room for some 190 guesses, of a million possible codes.
    """
    if not wrong or wrong % TRIES:
        return timedelta()
    return min(LONGEST_LOCK, FIRST_LOCK * (1 << (wrong // TRIES - 1)))
