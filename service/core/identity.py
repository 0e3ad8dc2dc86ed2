"""Who somebody is by number: a personal or coordination number, or a day of birth.

Rules: folkbokföringslagen (1991:481) 18 § (twelve digits, the last one a check by the
Luhn formula over the last ten), and for coordination numbers lag (2022:1697) 2 kap. 1 §
(the day of birth with 60 added).
"""

import re
from datetime import date

from service.core.sentence import Sentence
from service.core.text import clean_line
from service.core.when import read_day

NUMBER = re.compile(r"(\d{4})(\d{2})(\d{2})[-+]?(\d{4})", re.ASCII)
SHORT = re.compile(r"\d{6}[-+]?\d{4}", re.ASCII)
COORDINATION = 60
OF_AGE = 18


def read_identity(text: str) -> str:
    """Return twelve digits, or a day as 2014-05-17. Raises ValueError with a Sentence.

    A number of ten digits is refused: its century would be a guess.
    """
    written = clean_line(text).replace(" ", "")
    if SHORT.fullmatch(written):
        raise ValueError(Sentence("Write the number with twelve digits."))
    if not (found := NUMBER.fullmatch(written)):
        return read_day(clean_line(text)).isoformat()
    number = "".join(found.groups())
    if _day(number) is None or not _is_checked(number[2:]):
        raise ValueError(Sentence("This is no personal or coordination number."))
    return number


def is_number(identity: str) -> bool:
    """Whether what `read_identity` gave is a number, and no mere day of birth."""
    return bool(identity) and "-" not in identity


def is_coordination(number: str) -> bool:
    return int(number[6:8]) > COORDINATION


def born(identity: str) -> date | None:
    """Return the day of birth of what `read_identity` gave; None for nothing."""
    if not identity:
        return None
    return date.fromisoformat(identity) if "-" in identity else _day(identity)


def birthday(day: date, *, turns: int) -> date:
    """Return the day somebody born on `day` turns so old.

    Who is born on 29 February is a year older on that day or, in years without one, on
    the last day before: at its end the year is full.
    """
    try:
        return day.replace(year=day.year + turns)
    except ValueError:
        return date(day.year + turns, 2, 28)


def masked(identity: str) -> str:
    """Return what may stand where others read: the day of birth, or nothing."""
    day = born(identity)
    return day.isoformat() if day else ""


def _day(number: str) -> date | None:
    day = int(number[6:8])
    try:
        return date(
            int(number[:4]),
            int(number[4:6]),
            day - COORDINATION if day > COORDINATION else day,
        )
    except ValueError:
        return None


def _is_checked(ten: str) -> bool:
    """The Luhn formula: every second digit doubled, the digits summed to a ten."""
    doubled = (int(d) * (2 - place % 2) for place, d in enumerate(ten))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
