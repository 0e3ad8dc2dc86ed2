"""The files of a consent: whose they are, what they are called, and whom they await."""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from service.core.consent import Route
from service.core.consent_views import ConsentFile, Followed, Person
from service.core.day import home_day
from service.core.sentence import Sentence
from service.document.words import Words
from service.kinds.consent.naming import initials

FILES: Mapping[str, Sentence] = {
    "receipt": Sentence("Receipt"),
    "receipt_json": Sentence("Receipt for machines"),
    "scan": Sentence("Scanned form"),
    "sealed": Sentence("Sealed copy"),
}
WITHDRAWAL = Sentence("Scanned withdrawal")
ANY_FILE = Sentence("File")
ENDINGS = {"application/pdf": "pdf", "application/json": "json"}
HANDED_OVER = ("receipt", "sealed")  # the later is the better
BY_HAND = (Route.PAPER, Route.ORAL, Route.IN_PERSON)
UNSAFE = re.compile(r"[^\w.-]+")


def file_name(file: ConsentFile, words: Words) -> str:
    if file.is_withdrawal:
        return words.say(WITHDRAWAL)
    return words.say(FILES.get(file.purpose, ANY_FILE))


def download_name(file: ConsentFile, words: Words) -> str:
    """Return "kvitto-BUN-2026-0142-SL-2026-03-02.pdf": no name of anybody in it."""
    whose = words("our-own") if file.is_ours else initials(file.whose).replace(".", "")
    parts = (
        file_name(file, words).lower(),
        file.reference,
        whose,
        home_day(file.made_at).isoformat(),
    )
    stem = UNSAFE.sub("-", "-".join(filter(None, parts))).strip("-.")
    return f"{stem}.{ENDINGS.get(file.media_type, 'bin')}"


def by_person(files: Sequence[ConsentFile]) -> list[tuple[str, list[ConsentFile]]]:
    """Return our own files first, then each person's, the latest first in each."""
    heaps: dict[UUID | None, list[ConsentFile]] = {}
    for file in reversed(sorted(files, key=lambda one: one.made_at)):
        heaps.setdefault(None if file.is_ours else file.participant_id, []).append(file)
    ordered = sorted(heaps.values(), key=lambda heap: (not heap[0].is_ours,))
    return [(heap[0].whose, heap) for heap in ordered]


def receipt_to_hand(seen: Followed, one: Person) -> ConsentFile | None:
    """Return what somebody has to be given, None where a mail brings it to them."""
    is_by_hand = one.given is not None and one.given.route in BY_HAND
    if not is_by_hand or one.delivery:
        return None
    theirs = [
        file
        for file in seen.files
        if file.participant_id == one.id and file.purpose in HANDED_OVER
    ]
    return max(theirs, key=lambda file: file.made_at, default=None)
