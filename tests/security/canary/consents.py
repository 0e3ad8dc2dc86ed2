"""Everything one can do with a consent, by its link and at the office."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import Flask

from service.actions.consent.standing import Case, name_of
from service.actions.drafts import save_draft
from service.actions.links import make_token
from service.core.day import home_day
from service.store.tables.batches import BatchRow
from service.store.tables.consents import ConsentEventRow, ConsentRow, ParticipantRow
from service.store.tables.scans import ScanPageRow
from tests.auth.provider import Provider
from tests.consent.asking import case_of
from tests.consent.reading import mailed_code, signed
from tests.house import House
from tests.jobs import rows
from tests.links import clock
from tests.paper.piles import blank, bound
from tests.security.canary.birds import Birds
from tests.security.canary.eids import proved
from tests.web.browser import Browser

CHILD = "201701022384"  # of the test numbers of Skatteverket
# Columns of a file of children: the second row has no address and is refused.
HEADINGS = "barn;vh 1;vh 1 e-post;vårdnad;vårdnad kontrollerad;kontrollerad den"
CHECKED_ON = "2026-02-09"


def sendable(birds: Birds, said: dict[str, Any]) -> dict[str, Any]:
    """Return answers with a word in every field that can be sent: a child who answers
    as well, and two guardians with addresses and numbers of their own."""
    [guardian], [party] = said["guardians"], said["parties"]
    birds.places |= {CHILD: "consent.child_identity"}
    until = home_day(clock()) + timedelta(days=100)
    return {
        **said,
        "child_identity": CHILD,
        "child_decides": True,
        "child_email": birds.address("consent.child_email"),
        "information": ["schooling", "other"],
        "valid_from": "",
        "valid_to": until.isoformat(),
        "parties": [{**party, "email": birds.address("consent.party.email")}],
        "contact_email": birds.address("consent.contact_email"),
        "guardians": [_guardian(birds, guardian, one) for one in ("first", "second")],
    }


def _guardian(birds: Birds, said: dict[str, Any], which: str) -> dict[str, Any]:
    names = ("name", "phone", "custody_checked")
    return {
        **said,
        **{name: birds.one(f"consent.{which}.{name}") for name in names},
        "email": birds.address(f"consent.{which}.email"),
        "identity": "",
    }


def live_through(
    birds: Birds, house: House, app: Flask, office: Browser, broker: Provider
) -> None:
    """Let everybody answer: one by phone, the others by the web, the child by e-ID
    first; and one regret it."""
    asked = min(rows.rows(house, ConsentRow), key=lambda row: row.changed_at)
    case = case_of(house, asked.record_id)
    first, second, child = [one for one in case.participants if one.decides]
    said = {"exclusions": birds.one("answer.exclusions")}
    guardian = _answer(birds, house, app, first, said)
    by_eid = proved(birds, house, app, broker, child, number=CHILD).open("/c/answer")
    by_eid.send(signed(_name(house, child), "yes"), to="/c/answer")
    _answer(birds, house, app, child, {"voice": birds.one("answer.voice")})
    _write_down(birds, office, case, second)
    house.work()
    guardian.open("/c/files/pdf").open("/c").send({"what": "all"}, to="/c/withdrawal")
    house.work()
    _decide(birds, office, case)
    house.work()


def hand_in_papers(
    birds: Birds, house: House, office: Browser, said: dict[str, Any]
) -> None:
    """Ask many from a file with a bad row, and hand in a scan that nobody can place."""
    asks = {**said, "child_name": "", "child_decides": False, "guardians": []}
    now = {"kind": "consent", "now": clock()}
    draft = save_draft(house.tools, house.actor, answers=asks, **now)
    lines = [_row(birds, birds.address("batch.email")), _row(birds, birds.one("cell"))]
    sheet = BytesIO("\r\n".join([HEADINGS, *lines]).encode())
    upload = {"draft": str(draft.id), "file": (sheet, f"{birds.one('sheet')}.csv")}
    office.open("/consents/batches").send(upload, to="/consents/batches")
    office.open(f"{office.path}/release")
    pile = {"files": (BytesIO(bound([blank()])), f"{birds.one('scan')}.pdf")}
    office.open("/scans").send(pile, to="/scans")
    house.work()
    office.open(office.path)


def happened(house: House) -> set[str]:
    """Return what has happened to any consent, and which papers have come."""
    told = rows.rows(house, ConsentEventRow)
    events = {row.happened for row in told} | {f"by {row.route}" for row in told}
    papers = (BatchRow, ScanPageRow)
    return events | {one.__tablename__ for one in papers if rows.rows(house, one)}


def _row(birds: Birds, email: str) -> str:
    child, guardian, checked = (birds.one(f"batch.{n}") for n in ("c", "g", "checked"))
    return f"{child};{guardian};{email};gemensam;{checked};{CHECKED_ON}"


def _answer(
    birds: Birds, house: House, app: Flask, one: ParticipantRow, said: dict[str, str]
) -> Browser:
    """Let somebody guess at the code, enter it, ask a question, and say yes, first
    under another name."""
    browser = _at_the_door(birds, house, app, one)
    code = mailed_code(house)
    birds.places[code] = "a consent's code"
    browser.send({"code": birds.one("consent.guess")}, to="/c/code")
    browser.send({"code": code}, to="/c/code")
    asked = {"text": birds.one("question.text")}
    browser.open("/c/question").send(asked, to="/c/question")
    for name in (birds.one(f"{one.role}.typed name"), _name(house, one)):
        answer = signed(name, "yes", **said)
        browser.open("/c/answer").send(answer, to="/c/answer")
    return browser


def _name(house: House, one: ParticipantRow) -> str:
    return name_of(case_of(house, one.record_id).model, one)


def _at_the_door(
    birds: Birds, house: House, app: Flask, one: ParticipantRow
) -> Browser:
    token = make_token(one.delivery_id, house.settings.secret_key)
    birds.places[token.lower()] = "a consent's token"
    browser = Browser(app.test_client()).open(f"/c/{token}")
    return browser.send(to="/c/codes")


def _write_down(birds: Birds, office: Browser, case: Case, one: ParticipantRow) -> None:
    told = {name: birds.one(f"recorded.{name}") for name in ("witness", "note")}
    page = f"/records/{case.row.record_id}/people/{one.id}/answer"
    answer = {"choices-0-answer": "yes", "route": "oral", **told}
    office.open(page).send(answer, to=page)


def _decide(birds: Birds, office: Browser, case: Case) -> None:
    """Doubt it, then end it, each with a reason in words."""
    for path, posted in (("doubt", {"doubt": "other"}), ("end", {})):
        page = f"/records/{case.row.record_id}/{path}"
        office.open(page).send({**posted, "note": birds.one(f"{path}.note")}, to=page)
