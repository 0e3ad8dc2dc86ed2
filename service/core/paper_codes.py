"""The code on a paper form: it says which form it is, to a scanner and to a person.

Crockford's base 32: no I, L, O and U, and a check sign that notices one wrong sign and
two that changed places. It holds nothing but chance: who asks whom stands elsewhere.
The sheet by which somebody takes a consent back has their form's code with a W after.
"""

import hmac
from hashlib import sha256
from uuid import UUID

from service.core.sentence import Sentence

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = SIGNS + "*~$=U"  # for the remainders 32 to 36
LENGTH = 10  # signs: 50 bits
MISREAD = str.maketrans("ILO", "110")
SCANNED = "HS1:"
BACK = "W"  # withdrawal
OF_FORM = len("A7K2M-9QXD3-4")  # a form's own check sign may be a W, too


def paper_code(participant_id: UUID, secret: str) -> str:
    """Return the code of somebody's form: ten signs and a check, as A7K2M-9QXD3-4."""
    mac = hmac.new(f"paper:{secret}".encode(), participant_id.bytes, sha256).digest()
    number = int.from_bytes(mac) >> (8 * len(mac) - 5 * LENGTH)
    signs = "".join(
        SIGNS[number >> 5 * place & 31] for place in reversed(range(LENGTH))
    )
    return f"{signs[:5]}-{signs[5:]}-{CHECKS[number % 37]}"


def withdrawal_code(code: str) -> str:
    """Return the code of the sheet that takes back what a form's answer gave."""
    return f"{code}-{BACK}"


def is_withdrawal(code: str) -> bool:
    return len(code) > OF_FORM


def code_of_form(code: str) -> str:
    """Return the form's code that a sheet's, or a form's own, begins with."""
    return code[:OF_FORM]


def read_paper_code(text: str) -> str:
    """Return the code as it is stored, however it was typed. Raises ValueError."""
    typed = "".join(text.upper().split()).replace("-", "").translate(MISREAD)
    signs, check, sheet = typed[:LENGTH], typed[LENGTH:][:1], typed[LENGTH + 1 :]
    if not check or sheet not in ("", BACK) or any(sign not in SIGNS for sign in signs):
        raise ValueError(Sentence("This is no code of a paper form."))
    number = 0
    for sign in signs:
        number = number << 5 | SIGNS.index(sign)
    if CHECKS[number % 37] != check:
        raise ValueError(Sentence("This is no code of a paper form."))
    code = f"{signs[:5]}-{signs[5:]}-{check}"
    return withdrawal_code(code) if sheet else code


def payload(code: str, page: int) -> str:
    """Return what the square code on page `page`, from 1, holds."""
    return f"{SCANNED}{code}:{page}"


def read_payload(text: str) -> tuple[str, int]:
    """Return code and page of what a square code holds. Raises ValueError."""
    code, _, page = text.removeprefix(SCANNED).rpartition(":")
    if not text.startswith(SCANNED) or not page.isascii() or not page.isdigit():
        raise ValueError(Sentence("This is no code of a paper form."))
    return read_paper_code(code), int(page[:3])
