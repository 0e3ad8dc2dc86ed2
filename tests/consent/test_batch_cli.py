"""Many consents from the command line: what the pages do, and no more than they may."""

import pytest
from click.testing import CliRunner

from service.cli import main
from service.core.batches import BatchState
from service.store.tables.audit import AuditEventRow
from service.store.tables.batches import BatchRow
from service.store.tables.consents import ConsentRow
from tests.consent.many import draft, file, go_on, row, view
from tests.jobs import rows

SECRET = "Sara Ek 1"


@pytest.fixture
def handslag(small_house, tmp_path, monkeypatch):
    """Run a subcommand in Ida's name, on the house's own database."""
    settings = small_house.settings
    for name in ("database_url", "redis_url"):
        monkeypatch.setenv(name.upper(), getattr(settings, name))
    monkeypatch.setenv("VAR_DIR", str(settings.var))

    def run(*words, who="ida.broman"):
        whose = str(small_house.actor_of(who).account_id)
        asked = ("consent-batch", *map(str, words), "--id", whose)
        return CliRunner().invoke(main, asked)

    return run


@pytest.fixture
def read(small_house, tmp_path, handslag):
    """Return a function that reads lines in, with a question of Ida's."""
    question = draft(small_house)

    def send(*lines, **wishes):
        place = tmp_path / "barn.csv"
        place.write_bytes(file(*lines))
        more = [word for pair in wishes.items() for word in pair]
        return handslag("read", place, "--draft", question, *more)

    return send


def test_a_dry_run_names_each_bad_row_and_leaves_nothing(small_house, read):
    answer = read(row(1), "Bo;2014-13-40;Eva Ek;eva@example.se;;;;;;;")

    assert answer.exit_code == 1
    bad = [line for line in answer.output.splitlines() if line.startswith("bad\t")]
    assert bad[0].split("\t")[1:3] == ["3", "Födelsedatum"]
    assert "requests\t1" in answer.output
    assert "Eva Ek" not in answer.output
    assert "2014-13-40" not in answer.output
    [batch] = rows.rows(small_house, BatchRow)
    assert (batch.state, batch.pattern) == (BatchState.DROPPED, b"")


def test_a_file_without_a_bad_row_ends_well(read):
    assert read(row(1), row(2)).exit_code == 0


def test_released_by_the_number_it_asks_as_the_pages_do(small_house, read):
    answer = read(row(1), row(2), **{"--release": "2", "--per-hour": "600"})
    assert answer.exit_code == 0
    [batch] = rows.rows(small_house, BatchRow)
    assert f"released\t{batch.id}" in answer.output

    go_on(small_house)

    assert view(small_house, batch.id).state is BatchState.DONE
    assert len(rows.rows(small_house, ConsentRow)) == 2


@pytest.mark.parametrize("wishes", [{"--release": "3"}, {"--per-hour": "x"}])
def test_who_does_not_know_the_number_releases_nothing(small_house, read, wishes):
    answer = read(row(1), row(2), **{"--release": "2", **wishes})

    assert answer.exit_code == 1
    [batch] = rows.rows(small_house, BatchRow)
    assert batch.state == BatchState.DROPPED


def test_a_file_can_be_held_up_and_stopped(small_house, read, handslag):
    read(row(1), **{"--release": "1"})
    [batch] = rows.rows(small_house, BatchRow)

    for word, state in (("pause", "paused"), ("resume", "released")):
        assert handslag(word, batch.id).exit_code == 0
        assert f"{batch.id}\t{state}" in handslag("list").output
    assert handslag("stop", batch.id).exit_code == 0
    assert view(small_house, batch.id).state is BatchState.DROPPED


def test_what_cannot_be_read_is_told_in_words(read, handslag, tmp_path, small_house):
    place = tmp_path / "fel.csv"
    place.write_bytes(b"Namn;Adress\nAlma;Storgatan 1")
    answer = handslag("read", place, "--draft", draft(small_house))

    assert answer.exit_code == 1
    assert "Unknown column: Namn, Adress" in answer.output


def test_who_may_not_ask_many_cannot_be_stood_in_for(read, handslag):
    answer = handslag("list", who="maja.lind")

    assert answer.exit_code == 1
    assert "Traceback" not in answer.output


def test_the_trail_says_that_an_operator_stood_in(small_house, read, handslag):
    listed = handslag("drafts").output

    [line] = listed.splitlines()
    assert len(line.split("\t")) == 3
    [event] = rows.rows(small_house, AuditEventRow, AuditEventRow.what == "stood in")
    assert event.actor == "operator"
