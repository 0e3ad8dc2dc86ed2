"""Operators check the audit trail, carry its seals away, and are told what is wrong."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import rfc8785
from click.testing import CliRunner

from service.actions.anchoring import seal_days
from service.cli import main
from tests.security.intruder import Intruder, write_chain
from tests.security.test_audit_days import MORNING


@pytest.fixture
def sealed(small_house):
    """A house with a sealed chain of six events."""
    chain = write_chain(small_house)
    seal_days(small_house.tools, now=MORNING)
    return small_house, chain


@pytest.fixture
def handslag(sealed, monkeypatch):
    settings = sealed[0].settings
    monkeypatch.setenv("VAR_DIR", str(settings.var))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)
    return lambda *words: CliRunner().invoke(main, ["audit", *words])


def test_a_whole_trail_is_counted(handslag):
    answer = handslag("verify")

    assert answer.exit_code == 0
    assert answer.output == "6 events in 1 chains, sealed until 2026-03-02\n"


def test_what_is_wrong_is_said_with_its_place(sealed, handslag):
    house, chain = sealed
    Intruder(house.engine).edit(chain, 3, actor="nobody")

    answer = handslag("verify")

    assert answer.exit_code == 1
    assert f"chain {chain}, event 3: the event is not what was hashed" in answer.output


def test_an_anchor_kept_in_a_file_convicts_a_rewriter(sealed, handslag, tmp_path):
    house, chain = sealed
    kept = tmp_path / "anchors.txt"
    kept.write_text(f"\n{handslag('anchor').output}\n")
    assert handslag("verify", "--anchors", str(kept)).exit_code == 0

    Intruder(house.engine).rewrite(house, chain, 3, actor="nobody")

    assert handslag("verify").exit_code == 0
    answer = handslag("verify", "--anchors", str(kept))
    assert answer.exit_code == 1
    assert "day 2026-03-02: the day does not fit its anchor" in answer.output


@pytest.mark.parametrize("anchor", ["2026-03-02", "2026-03-02:abc", "x:" + "0" * 64])
def test_what_is_no_anchor_is_refused(handslag, anchor):
    assert handslag("verify", "--anchor", anchor).exit_code == 2


def test_the_export_can_be_checked_by_what_the_docs_tell(sealed, handslag, tmp_path):
    file = tmp_path / "audit.jsonl"
    assert handslag("export", str(file)).exit_code == 0

    lines = [json.loads(line) for line in file.read_text().splitlines()]
    *events, day = lines

    assert [line["type"] for line in lines] == ["event"] * 6 + ["day"]
    assert day["heads"] == [[str(sealed[1]), 6, events[-1]["hash"]]]
    assert f"{day['day']}:{day['hash']}\n" == handslag("anchor").output
    for line in lines:
        told = {name: line[name] for name in line.keys() - {"type", "previous", "hash"}}
        content = line["previous"].encode() + rfc8785.dumps(told)
        assert sha256(content).hexdigest() == line["hash"]


def test_the_doctor_says_how_far_the_trail_is_verified(sealed, handslag):
    assert "finished days are not sealed" in CliRunner().invoke(main, ["doctor"]).output

    today = datetime.now(UTC)
    seal_days(sealed[0].tools, now=today)

    told = CliRunner().invoke(main, ["doctor"]).output
    assert f"verified to day {today.date() - timedelta(days=1)}" in told
