"""Consents, from the question to the sealed answer: four that end differently."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench.client import Client
from bench.demo.desk import Desk
from bench.demo.guardians import Guardian, at_their_phone, letters
from bench.demo.people import by_name
from bench.stack import Stack

FILE = Path(__file__).parents[2] / "tests" / "data" / "consent.json"
# How the names of its files begin.
RECEIPT, SEALED, SCANNED = "kvitto", "förseglat-exemplar", "skannad-blankett"
PARTIES = 3
REFERENCE = json.loads(FILE.read_text())["answers"]["reference"]
LASTS = timedelta(days=300)
LOOK_EVERY, PATIENCE = 0.2, 60.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the cases are played: a browser, a house, and a folder to keep all in."""

    browser: Browser
    client: Client
    desk: Desk
    folder: Path

    @contextmanager
    def guardian(self, name: str, email: str) -> Iterator[Guardian]:
        stack, pictures = self.client.stack, self.desk.pictures
        with at_their_phone(self.browser, stack, name, email, pictures) as one:
            yield one


@dataclass(frozen=True, slots=True)
class Case:
    """`expected` files, by how their names begin, are the fewest there must be."""

    name: str
    state: str
    play: Callable[[Stage, "Case"], str]
    expected: Mapping[str, int] = field(default_factory=dict)


def play_all(browser: Browser, client: Client, folder: Path) -> list[dict[str, Any]]:
    """Play every case; return what the report says of each."""
    pictures = folder / "pictures" / "consents"
    pictures.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(base_url=client.stack.address, locale="sv-SE")
    by_name(page)
    stage = Stage(browser, client, Desk(page, pictures), folder)
    return [_kept(stage, case, case.play(stage, case)) for case in CASES]


def _two_say_yes(stage: Stage, case: Case) -> str:
    record_id = stage.desk.ask(case.name, _answers(case, ("sv", "ar")))
    for place in range(2):
        _answers_yes(stage, case, place)
    return record_id


def _one_says_no(stage: Stage, case: Case) -> str:
    record_id = stage.desk.ask(case.name, _answers(case, ("sv",)))
    with stage.guardian(*_whom(case, 0)) as one:
        one.open_link(case.name)
        one.answer(case.name, "no", parties=PARTIES)
    return record_id


def _taken_back(stage: Stage, case: Case) -> str:
    record_id = stage.desk.ask(case.name, _answers(case, ("sv",)))
    with stage.guardian(*_whom(case, 0)) as one:
        one.open_link(case.name)
        one.answer(case.name, "yes", parties=PARTIES)
        one.take_all_back(case.name)
    return record_id


def _on_paper(stage: Stage, case: Case) -> str:
    answers = _answers(case, ("sv",))
    answers["guardians"][0] |= {"on_paper": True, "email": ""}
    record_id = stage.desk.ask(case.name, answers)
    signer = answers["guardians"][0]["name"]
    stage.desk.scan_paper(case.name, record_id, answer="/yes", name=signer)
    stage.desk.write_down(case.name, record_id, parties=PARTIES)
    return record_id


CASES = (
    Case("two-guardians", "valid", _two_say_yes, {RECEIPT: 2, SEALED: 3}),
    Case("refused", "refused", _one_says_no, {RECEIPT: 1, SEALED: 2}),
    Case("withdrawn", "withdrawn", _taken_back, {RECEIPT: 2, SEALED: 2}),
    Case(
        "scanned-paper",
        "valid",
        _on_paper,
        {SCANNED: 1, SEALED: 1},
    ),
)


def _answers_yes(stage: Stage, case: Case, place: int) -> None:
    with stage.guardian(*_whom(case, place)) as one:
        one.open_link(case.name)
        one.answer(case.name, "yes", parties=PARTIES)


def _answers(case: Case, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return the question of the tests, to last from now, to guardians of this case."""
    answers: dict[str, Any] = json.loads(FILE.read_text())["answers"]
    answers["valid_to"] = (date.today() + LASTS).isoformat()  # noqa: DTZ011 - any day
    answers["guardians"] = [
        guardian | {"email": _whom(case, place)[1], "language": language}
        for place, (guardian, language) in enumerate(
            zip(answers["guardians"], languages, strict=False)
        )
    ]
    return answers


def _whom(case: Case, place: int) -> tuple[str, str]:
    """Return a guardian's name, and an address of their own for each case."""
    name = ("Sara Lindgren", "Karim Haddad")[place]
    return name, f"{name.split()[0].lower()}.{case.name}@example.se"


def _kept(stage: Stage, case: Case, record_id: str) -> dict[str, Any]:
    """Wait until all is made, and keep it; return the case's part of the report."""
    files = _awaited(stage, case, record_id)
    root = stage.folder.parents[1]
    return {
        "case": case.name,
        "record_id": record_id,
        "state": stage.client.consent(record_id)["state"],
        "documents": [
            {
                "path": _write(stage, case, name, content, root=root),
                "sha256": sha256(content).hexdigest(),
            }
            for name, content in files
        ],
        "mails": list(_mails(stage, case, root=root)),
    }


def _awaited(stage: Stage, case: Case, record_id: str) -> list[tuple[str, bytes]]:
    until = time.monotonic() + PATIENCE
    while True:
        files = stage.desk.fetch_files(case.name, record_id)
        if _is_all(case, files) or time.monotonic() > until:
            return files  # what is missing, the report will say
        time.sleep(LOOK_EVERY)


def _is_all(case: Case, files: list[tuple[str, bytes]]) -> bool:
    names = [name for name, _ in files]
    return all(count(names, kind) >= n for kind, n in case.expected.items())


def count(names: Iterable[str], kind: str) -> int:
    """Return how many of these files are of that kind: 01-kind-reference-….pdf."""
    return sum(f"-{kind}-{REFERENCE}-" in name for name in names)


def _mails(stage: Stage, case: Case, *, root: Path) -> Iterator[dict[str, str]]:
    stack: Stack = stage.client.stack
    for place in range(2):
        address = _whom(case, place)[1]
        for number, mail in enumerate(letters(stack.var, address), start=1):
            name = f"{address.partition('.')[0]}-{number:02}.eml"
            path = _write(stage, case, name, mail.as_bytes(), root=root)
            yield {"to": address, "subject": str(mail["Subject"]), "eml": path}


def _write(stage: Stage, case: Case, name: str, content: bytes, *, root: Path) -> str:
    place = stage.folder / "consents" / case.name / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return str(place.relative_to(root))
