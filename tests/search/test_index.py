"""The index follows the records: written with them, gone with them, made anew."""

from click.testing import CliRunner
from sqlalchemy import text, update

from service.actions.indexing import count_due, rebuild
from service.cli import main
from service.core.actor import SYSTEM
from service.core.jobs import JobKind
from service.core.terms import VERSION
from service.store import search_index
from service.store.tables.search import SearchEntryRow
from tests.retention.keeping import CANARY, ask, begin_plan, old_record
from tests.search.looking_for import found, written


def test_an_erased_record_is_not_found_and_leaves_no_words(house):
    begin_plan(house)
    record = old_record(house)
    assert found(house, CANARY) == [record]

    ask(house, record)
    house.work(JobKind.ERASE)

    assert found(house, CANARY) == []
    assert entries(house) == []


def test_what_is_missing_or_made_by_older_rules_is_indexed_anew(house):
    missing, old = written(house, title="Saknad"), written(house, title="Gammal")
    with house.tools.begin(SYSTEM) as work:
        search_index.forget(work.session, missing)
        work.session.execute(
            update(SearchEntryRow).values(version=VERSION - 1, words="x")
        )
    assert found(house, "saknad") == found(house, "gammal") == []
    assert count_due(house.tools) == 2

    [progress] = rebuild(house.tools, every=False)

    assert (progress.done, progress.skipped, progress.total) == (2, 0, 2)
    assert (found(house, "saknad"), found(house, "gammal")) == ([missing], [old])
    assert count_due(house.tools) == 0


def test_indexing_anew_changes_nothing_that_was_right(house):
    written(house, title="Första")
    written(house, "notes")
    before = entries(house)

    list(rebuild(house.tools, every=True))

    assert entries(house) == before


def test_a_record_whose_key_is_gone_is_passed_over(small_house):
    gone, there = (
        written(small_house, title="Borta"),
        written(small_house, title="Kvar"),
    )
    small_house.tools.vault.destroy(gone)

    [progress] = rebuild(small_house.tools, every=True)

    assert (progress.done, progress.skipped) == (2, 1)
    assert found(small_house, "kvar") == [there]


def test_many_records_are_gone_through_in_steps(small_house):
    for _ in range(3):
        written(small_house)

    steps = rebuild(small_house.tools, every=True, at_once=2)
    assert [step.done for step in steps] == [2, 3]


def test_an_operator_indexes_anew_by_a_command(small_house, monkeypatch):
    record = written(small_house, title="Kommando")
    with small_house.tools.begin(SYSTEM) as work:
        work.session.execute(update(SearchEntryRow).values(version=VERSION - 1))
    settings = small_house.settings
    monkeypatch.setenv("VAR_DIR", str(settings.var))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)

    done = CliRunner().invoke(main, ["search", "rebuild"])

    assert done.exit_code == 0, done.output
    assert "1 of 1" in done.output
    assert found(small_house, "kommando") == [record]


def entries(house):
    """Return what the index holds, by record."""
    with house.engine.connect() as connection:
        rows = connection.execute(text("SELECT record_id, words FROM search_entry"))
        return sorted((str(row.record_id), row.words) for row in rows)
