"""The audit browser: everything in plain words, nothing of what was written."""

import ast
import csv
import re
from collections import Counter
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from service.actions.anchoring import latest_anchor, seal_days
from service.web.audit.chart import HEIGHT, bars
from service.web.audit.naming import WHATS
from tests.house import NOW, sending
from tests.security.intruder import write_chain, write_event
from tests.security.test_audit_days import MORNING
from tests.web.browser import Browser

SERVICE = Path(__file__).parents[2] / "service"


@pytest.fixture
def auditor(app) -> Browser:
    return Browser(app.test_client()).sign_in("Eva Dahl")


def told(browser: Browser) -> list[str]:
    found = re.findall(r'hs-row__title">([^<]+)<', browser.html)
    return [text.strip() for text in found]


def test_an_auditor_reads_who_did_what_and_no_title(small_house, auditor):
    record = small_house.submit()
    auditor.open("/audit")

    assert "Sparade en version av en handling" in told(auditor)
    assert "Ida Broman" in auditor.text
    assert str(record.record_id) in auditor.text
    assert "Styrgrupp" not in auditor.text


def test_nobody_else_reads_it(browser):
    assert browser.open("/audit").status == 403
    assert browser.post("/audit/export", {}).status == 403


def test_a_selection_is_posted_and_stays_out_of_the_address(small_house, auditor):
    chain = write_chain(small_house, events=2)
    write_event(small_house, chain, what="downloaded")

    auditor.open("/audit").send({"what": "looked", "record": str(chain)}, to="/audit")

    assert told(auditor) == ["Läste en sekretessbelagd handling"] * 2
    assert (auditor.path, auditor.page.request.query_string) == ("/audit", b"")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"since": "i går"}, "since"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "until"),
        ({"record": "handlingen"}, "record"),
    ],
)
def test_what_cannot_be_selected_is_said_at_its_field(auditor, answers, field):
    auditor.open("/audit").send(answers, to="/audit")

    assert auditor.status == 422
    assert list(auditor.problems) == [field]
    assert all(f'value="{written}"' in auditor.html for written in answers.values())


def test_older_events_follow_without_a_gap(small_house, auditor):
    write_chain(small_house, events=70)
    auditor.open("/audit").send({"what": "looked"}, to="/audit")
    newer = re.findall(r"<dd class=.hs-mono.>\S+ · (\d+)<", auditor.html)

    [older] = re.findall(r'name="before" value="(\d+)"', auditor.html)
    auditor.send({"before": older}, to="/audit#events-h")
    rest = re.findall(r"<dd class=.hs-mono.>\S+ · (\d+)<", auditor.html)

    assert [int(number) for number in newer + rest] == list(range(70, 0, -1))


def test_the_selection_is_taken_home_and_that_is_noted(small_house, auditor):
    write_event(small_house, write_chain(small_house), what="=cmd()", actor="@x")

    auditor.open("/audit").send(to="/audit/export")
    rows = list(csv.DictReader(StringIO(auditor.html[1:]), delimiter=";"))

    assert [(row["code"], row["actor"]) for row in rows][:1] == [("'=cmd()", "'@x")]
    assert len(rows) >= 7
    assert told(auditor.open("/audit"))[0] == "Tog ut en del av granskningsloggen"


def test_the_last_seal_is_shown_to_be_kept(small_house, auditor):
    assert "Ingen dag är förseglad" in auditor.open("/audit").text

    write_chain(small_house)
    seal_days(small_house.tools, now=MORNING)

    assert str(latest_anchor(small_house.tools)) in auditor.open("/audit").text


def test_the_tallest_day_fills_the_chart_and_one_event_can_be_seen():
    today = NOW.date()
    yesterday = today - timedelta(days=1)

    drawn = bars(Counter({today: 1000, yesterday: 1}), last=today)

    assert [bar.tall for bar in drawn[-2:]] == [2, HEIGHT]
    assert len(drawn) == 30
    assert drawn[0].tall == 0


def test_every_code_that_is_noted_has_plain_words():
    codes = {code for file in SERVICE.rglob("*.py") for code in _noted(file)}

    assert sorted(codes - WHATS.keys()) == []


def test_who_has_seen_a_record_is_told_and_leads_from_its_page(small_house, app):
    wish = sending(classification="confidential", attach=[])
    record_id = small_house.submit(sending=wish).record_id
    registrar = Browser(app.test_client()).sign_in("Maja Lind")

    page = registrar.open(f"/records/{record_id}")
    assert f'href="/records/{record_id}/looks"' in page.html
    registrar.open(f"/records/{record_id}/looks")

    assert re.search(r"Maja Lind\s+Läste den här i tjänsten", registrar.text)
    assert "Styrgrupp" not in registrar.text


def test_who_has_seen_a_record_is_not_told_to_readers(small_house, app):
    record_id = small_house.submit().record_id
    reader = Browser(app.test_client()).sign_in("Lena Frost")

    assert "/looks" not in reader.open(f"/records/{record_id}").html
    assert reader.open(f"/records/{record_id}/looks").status == 403


def _noted(file: Path) -> set[str]:
    """Return the codes that a file notes, where they are said as they are."""
    if "actions" not in file.parts:
        return set()
    nodes = ast.walk(ast.parse(file.read_text()))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    said = [part for call in calls for part in (*_first(call), *_what(call))]
    constants = (part.value for part in said if isinstance(part, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _first(call: ast.Call) -> list[ast.expr]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return call.args if name in ("note", "_note") else []


def _what(call: ast.Call) -> list[ast.expr]:
    return [keyword.value for keyword in call.keywords if keyword.arg == "what"]
