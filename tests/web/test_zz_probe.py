import pytest
from uuid import uuid4
from service.web import create_app
from tests.web.browser import Browser
from tests.house import NOW, sending
from service.actions import running
from service.actions.drafts import correct
from service.actions.reading import get_record
from service.actions.resending import resend
from service.core.jobs import JobKind
from tests.jobs import rows
from dataclasses import replace
from service.store import attempts

@pytest.fixture
def b(house):
    app = create_app(house.tools)
    return Browser(app.test_client()).sign_in()

@pytest.mark.parametrize("path", [
 "/records/{r}/files/99999999999999999999999/pdf",
 "/records/{r}/files/1/%00pdf",
 "/records?before=0001-01-01T00:00:00%2B10:00",
 "/records?before=9999-12-31T23:59:00-10:00",
 "/drafts/{r}/recipients?search=%00&group=%00",
 "/new/minutes?more=%00",
 "/new/%00", "/l/%00", "/dev/mail/%00", "/language/%00",
 "/register/people?search=%00",
])
def test_paths(house, b, path):
    r = house.submit(); house.work()
    b.open(path.format(r=r.record_id))
    assert b.status < 500, b.status

def test_nul_reason(house, b):
    r = b.open("/operations").send({"reason": "a\0b"}, to="/operations/queues/render/hold")
    assert b.status < 500

def test_nul_draft(house, b):
    b.open("/new/minutes").send({"title": "a\0b"}, to="/new/minutes")
    assert b.status == 422
    b.open("/")
    assert b.status == 200

def test_correct_after_mended(house):
    r = house.submit(); house.work()
    view = get_record(house.tools, house.actor, r.record_id)
    resend(house.tools, house.actor, view.latest.deliveries[0].id, email="ny@example.se", now=NOW)
    house.work()
    d = correct(house.tools, house.actor, r.record_id, now=NOW)
    assert [t["email"] for t in d.sending["typed"]] == ["ny@example.se"]

def test_bug_after_intent(house, monkeypatch):
    house.submit(); house.work(JobKind.RENDER)
    real = attempts.conclude
    def broken(*a, **k):
        monkeypatch.setattr(attempts, "conclude", real)
        raise RuntimeError("x")
    monkeypatch.setattr(attempts, "conclude", broken)
    house.work()
    assert rows.one_job(house).state == "uncertain"
