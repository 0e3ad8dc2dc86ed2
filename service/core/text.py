"""What people may write: a text is normalised, or refused with the reason."""

import re
from itertools import groupby
from unicodedata import category, normalize

from service.core.sentence import Sentence

MOST_MARKS = 4
JOINERS = "\u200c\u200d"  # unseen, yet part of how some scripts and emoji are spelled
PLAIN_CONTROLS = "\n\t"
LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?")
# Western letters, digits and signs: nothing to compose, nothing that hides.
ORDINARY = re.compile("[\n\t -~\u00a1-\u00ac\u00ae-\u017f\u2013-\u201e\u2022\u2026]*")
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters that show nothing

TURNED = Sentence("Remove the hidden character that changes the reading direction.")
UNKNOWN = Sentence("Remove the character that no font can show.")
FAULTS = {
    "Cc": Sentence("Remove the hidden control character."),
    "Cs": Sentence("The text was damaged on its way here. Write it again."),
    "Co": UNKNOWN,
    "Cn": UNKNOWN,
}


def clean_line(text: str) -> str:
    """Return `text` trimmed, composed (NFC) and with single spaces.

    Raises ValueError with a Sentence when it holds a line break, a character nobody can
    see or trust, or an encoded word that a mail program would unfold into a header.
    """
    if "\n" in LINE_END.sub("\n", text):
        raise ValueError(Sentence("Write this on one line."))
    if ENCODED_WORD.search(text):
        raise ValueError(Sentence("Remove what looks like an encoded mail header."))
    return " ".join(_seen(text).split())


def clean_text(text: str) -> str:
    """Return `text` trimmed, composed (NFC) and with LF as line end.

    Raises ValueError with a Sentence when it holds a character nobody can see or trust.
    """
    lines = _seen(LINE_END.sub("\n", text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _seen(text: str) -> str:
    if ORDINARY.fullmatch(text):
        return text  # as nearly every text is; the long way is ten times as long
    for sign in dict.fromkeys(text):
        _check(sign)
    kept = normalize("NFC", "".join(sign for sign in text if not _is_hidden(sign)))
    if text.strip() and not any(_shows(sign) for sign in kept):
        raise ValueError(Sentence("Write something that can be seen."))
    if _longest_run_of_marks(kept) > MOST_MARKS:
        raise ValueError(Sentence("Remove some of the marks piled on one letter."))
    return kept


def _check(sign: str) -> None:
    if sign in TURNING:
        raise ValueError(TURNED)
    if sign not in PLAIN_CONTROLS and (fault := FAULTS.get(category(sign))):
        raise ValueError(fault)


def _is_hidden(sign: str) -> bool:
    return category(sign) == "Cf" and sign not in JOINERS


def _shows(sign: str) -> bool:
    blank = sign in BLANK_LETTERS or sign in JOINERS or sign.isspace()
    return not blank and not _is_mark(sign)


def _longest_run_of_marks(text: str) -> int:
    runs = (len(list(run)) for is_mark, run in groupby(text, _is_mark) if is_mark)
    return max(runs, default=0)


def _is_mark(sign: str) -> bool:
    return category(sign) in ("Mn", "Me")
