"""What `make demo` leaves, and what it refuses to call a success."""

import json
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from bench.demo.checking import problems
from bench.demo.desk import name_of
from bench.demo.keeping import keep
from bench.demo.sending import Sent
from bench.seeds import read_seeds, renewed, sending
from service.kinds import find_kind
from tests.api.program import Program, open_program
from tests.house import NOW
from tests.verapdf.breach import Breach

SEEDS = {seed.kind: seed for seed in read_seeds()}
RECIPIENTS = [
    {"name": f"Mottagare {n}", "email": f"m{n}@example.se", "language": "sv"}
    for n in range(8)
]


@dataclass(frozen=True)
class Client:
    """The demo's client, at the door of a house in this process."""

    program: Program

    @property
    def stack(self):
        return SimpleNamespace(var=self.program.house.settings.var)

    def file(self, record_id, form):
        path = f"/records/{record_id}/revisions/1/files/{form}"
        return self.program.get(path).get_data()


@pytest.fixture
def client(small_house):
    return Client(open_program(small_house))


def sent(client, *, to=RECIPIENTS):
    """Send the minutes as the demo does, and do all the work."""
    body = {"answers": SEEDS["minutes"].answers, "sending": sending(typed=to)}
    new = client.program.post("/records/minutes", body).get_json()
    client.program.house.work()
    record = client.program.get(f"/records/{new['id']}").get_json()
    return Sent(SEEDS["minutes"], record)


def a_judge(*breaches):
    """Return one that finds these breaches in each file: of mails, it knows nothing."""
    return SimpleNamespace(breaches=lambda pdf: breaches)


def report_of(client, one, folder):
    submissions = [keep(client, one, folder / "demo", root=folder)]
    audit = {"events": 1, "verified": True}
    return {"submissions": submissions, "consents": [], "audit": audit}


def test_when_everything_arrived_there_is_nothing_to_complain_of(
    client, judge, tmp_path
):
    report = report_of(client, sent(client), tmp_path)

    assert problems(report, judge, root=tmp_path) == []


def test_a_rule_that_a_pdf_breaks_is_told(client, tmp_path):
    strict = a_judge(Breach("PDFUA_1 7.1-3", "tags", "none", "pages[0]"))

    [told] = problems(report_of(client, sent(client), tmp_path), strict, root=tmp_path)

    assert told == "minutes: the PDF breaks PDFUA_1 7.1-3: tags - none [pages[0]]"


def test_files_are_kept_by_the_names_that_people_read():
    """Mutant: the name for old browsers, and all that comes after it."""
    told = "attachment; filename=forseglat.pdf; filename*=UTF-8''f%C3%B6rseglat.pdf"

    assert name_of({"content-disposition": told}) == "förseglat.pdf"


def test_the_report_says_which_file_and_which_mail_is_which(client, tmp_path):
    [submission] = report_of(client, sent(client), tmp_path)["submissions"]

    assert list(submission) == [
        *("kind", "source", "record_id", "documents", "deliveries")
    ]
    assert [one["format"] for one in submission["documents"]] == ["pdf", "docx", "txt"]
    for delivery in submission["deliveries"]:
        assert list(delivery) == ["to", "status", "message_id", "eml"]
        mail = (tmp_path / delivery["eml"]).read_text()
        assert delivery["message_id"] in mail
        assert delivery["to"] in mail
    assert json.dumps(submission)


def test_a_mail_that_is_missing_is_told(client, tmp_path):
    one = sent(client)
    next((client.stack.var / "mail").glob("*.eml")).unlink()

    [told] = problems(report_of(client, one, tmp_path), a_judge(), root=tmp_path)

    assert "was sent, but did not arrive" in told


def test_a_mail_with_another_file_than_the_one_kept_is_told(client, tmp_path):
    report = report_of(client, sent(client), tmp_path)
    report["submissions"][0]["documents"][0]["sha256"] = "0" * 64

    told = problems(report, a_judge(), root=tmp_path)

    assert len(told) == len(RECIPIENTS)
    assert all("lacks a document" in one for one in told)


def test_too_few_recipients_are_no_demo(client, tmp_path):
    report = report_of(client, sent(client, to=RECIPIENTS[:3]), tmp_path)

    told = problems(report, a_judge(), root=tmp_path)

    assert told == ["minutes: only 3 recipients"]


@pytest.mark.parametrize("audit", [(0, True), (9, False)])
def test_an_audit_trail_that_does_not_hold_is_told(tmp_path, audit):
    told = dict(zip(("events", "verified"), audit, strict=True))

    report = {"submissions": [], "consents": [], "audit": told}
    [wrong] = problems(report, a_judge(), root=tmp_path)

    assert "the audit trail" in wrong


@pytest.mark.parametrize("kind", SEEDS)
def test_renewed_answers_are_valid_and_hold_no_line_of_the_old_prose(kind):
    old = SEEDS[kind].answers

    new = renewed(old, 7)

    assert find_kind(kind).read(new, today=NOW.date())
    assert not lines_of(old) & lines_of(new)


def lines_of(value):
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return set().union(*map(lines_of, parts))
    if not isinstance(value, str):
        return set()
    return {line for line in value.splitlines() if len(line) >= 25 and " " in line}
