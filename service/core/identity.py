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
# The numbers that Skatteverket publishes for tests have these birth numbers: 980 and
# 981 of those born before 1900, later 238 and 239. Before 1990 the latter stood for a
# county, and are people's own; the test numbers of those years follow no rule.
TEST_BIRTH_NUMBERS = {
    range(1800, 1900): ("980", "981"),
    range(1990, 2100): ("238", "239"),
}
TEST_COORDINATION = ("238", "239")
KNOWN_TO_EVERYBODY = ("191212121212",)


def read_identity(text: str) -> str:
    """Return twelve digits, or a day as 2014-05-17. Raises ValueError with a Sentence.

    A number of ten digits is refused: its century would be a guess.
    """
    written = clean_line(text).replace(" ", "")
    if SHORT.fullmatch(written):
        raise ValueError(
            Sentence("Write the number with all twelve digits, like 20140517-2386.")
        )
    if not (found := NUMBER.fullmatch(written)):
        return read_day(clean_line(text)).isoformat()
    number = "".join(found.groups())
    if _day(number) is None or not _is_checked(number[2:]):
        raise ValueError(Sentence("This is no personal or coordination number."))
    return number


def with_century(text: str, today: date) -> str:
    """Return a number of ten digits as it is told in full on that day, twelve digits.

    Folkbokföringslagen 18 §: the hyphen becomes a plus the year somebody turns 100. So
    a hyphen leaves one century; without a sign nobody is taken to be as old as that.
    What is no such number, or has a plus, is returned as it is.
    """
    written = clean_line(text).replace(" ", "")
    if not SHORT.fullmatch(written) or "+" in written:
        return text
    ten = written.replace("-", "")
    year = today.year - (today.year - int(ten[:2])) % 100
    return f"{year}{ten[2:]}"


def is_number(identity: str) -> bool:
    """Whether what `read_identity` gave is a number, and no mere day of birth."""
    return bool(identity) and "-" not in identity


def is_coordination(number: str) -> bool:
    return int(number[6:8]) > COORDINATION


def is_test_number(identity: str) -> bool:
    """Whether a number is one of those that are published for tests.

    For years without a rule it is not known, and the answer is no.
    """
    if not is_number(identity):
        return False
    if is_coordination(identity):
        return identity[8:11] in TEST_COORDINATION
    years = (n for span, n in TEST_BIRTH_NUMBERS.items() if int(identity[:4]) in span)
    return identity in KNOWN_TO_EVERYBODY or identity[8:11] in next(years, ())


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
