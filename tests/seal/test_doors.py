"""Anybody may ask about a copy, at the page; operators at the machine."""

from datetime import timedelta
from io import BytesIO
from ipaddress import ip_address

import pytest
from click.testing import CliRunner

from service.actions.examining_seal import examine_seal, examine_stamping
from service.cli import main
from service.core.errors import Refused
from service.limits import RULES, Limit
from service.web import copies, create_app
from tests.documents.samples import NOW
from tests.seal import tampering
from tests.seal.keeping import keep
from tests.web.browser import Browser


@pytest.fixture
def stranger(small_house):
    return Browser(create_app(small_house.tools).test_client())


@pytest.fixture
def kept(small_house, drawn):
    sealer = small_house.tools.sealer
    content = sealer.seal(drawn["latin"], reason="S", label="S", now=NOW)
    keep(small_house, content)
    return content


def show(stranger, content, name="samtycke.pdf"):
    return stranger.open("/verify").send({"file": (BytesIO(content), name)})


def test_a_stranger_is_told_about_the_right_copy_and_about_a_changed_one(
    stranger, kept
):
    right = show(stranger, kept)
    assert right.status == 200
    assert "Det här är rätt kopia" in right.text
    assert "Region Örebro län" in right.text
    assert right.page.headers["Cache-Control"] == "no-store"
    assert right.page.headers["Referrer-Policy"] == "no-referrer"

    changed = show(stranger, tampering.append_bytes(kept))
    assert "Filen har ändrats" in changed.text
    assert "Örebro" not in changed.text


def test_without_a_file_or_with_too_large_a_one_the_page_says_so(stranger, monkeypatch):
    assert stranger.open("/verify").send().status == 422
    assert "Välj filen" in stranger.text

    monkeypatch.setattr(copies, "LARGEST", 10)
    assert show(stranger, b"%PDF-1.7 longer").status == 422
    assert "större än 20 MB" in stranger.text


def test_a_form_of_another_site_is_refused(stranger):
    forged = stranger.client.post(
        "/verify", headers={"Sec-Fetch-Site": "cross-site"}, data={}
    )

    assert forged.status_code == 403


def test_who_asks_too_often_must_wait(small_house, stranger):
    times = RULES[Limit.COPY_CHECKED].network.amount
    for _ in range(times):
        small_house.tools.limits.take(Limit.COPY_CHECKED, ip_address("127.0.0.1"))

    assert stranger.open("/verify").send().status == 429


def test_the_command_answers_by_its_exit_status(
    small_house, kept, tmp_path, monkeypatch
):
    settings = small_house.settings
    monkeypatch.setenv("VAR_DIR", str(settings.var))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    right, changed = tmp_path / "right.pdf", tmp_path / "changed.pdf"
    right.write_bytes(kept)
    changed.write_bytes(tampering.flip_a_bit(kept))

    yes, no = (CliRunner().invoke(main, ["verify", str(f)]) for f in (right, changed))

    assert (yes.exit_code, no.exit_code) == (0, 1)
    assert yes.output.startswith("genuine\tRegion Örebro län\t2026-02-12T09:00:00")
    assert "This is the right copy." in yes.output
    assert no.output.startswith("changed\t-\t-")


def test_the_doctor_tries_the_seal_and_tells_when_it_ends(small_house):
    tools = small_house.tools
    ends = small_house.settings.seal.ends

    assert examine_seal(tools, NOW) == "Handslag demo, until 2050-01-01"
    assert "our own time" in examine_stamping(tools, NOW)
    with pytest.raises(Refused, match="ends on 2050-01-01"):
        examine_seal(tools, ends - timedelta(days=20))
    with pytest.raises(Refused, match="not valid today"):
        examine_seal(tools, ends + timedelta(days=1))


def test_a_file_may_be_longer_than_what_other_pages_take(stranger):
    stranger.client.application.config["MAX_CONTENT_LENGTH"] = 1_000

    assert show(stranger, b"0" * 10_000).status == 200
    assert "går inte att läsa" in stranger.text
