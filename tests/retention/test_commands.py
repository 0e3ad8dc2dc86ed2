"""What an operator does at the machine: see what is due, and fill a folder."""

import pytest
from click.testing import CliRunner

from service.cli import main
from tests.jobs.victim import environment
from tests.retention.keeping import CANARY, begin_plan, old_record


@pytest.fixture
def handslag(small_house, monkeypatch):
    for name, value in environment(small_house).items():
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(main, words)


def test_what_is_due_is_listed_with_its_plan(small_house, handslag):
    assert handslag("retention", "preview").output == ""
    begin_plan(small_house)
    record_id = old_record(small_house)

    [line] = handslag("retention", "preview").output.splitlines()

    due = [str(record_id), "minutes", "2021-06-17", "Plan 2026, 4.2", "", CANARY]
    assert line.split("\t") == due
    assert handslag("retention", "preview", "--kind", "notes").output == ""


def test_records_are_written_into_a_folder(small_house, handslag, tmp_path):
    record_id, folder = old_record(small_house), tmp_path / "arkiv"
    old_record(small_house, "notes")

    answer = handslag("archive", "export", str(folder), "--kind", "minutes")

    assert answer.output.split("\t")[0] == str(record_id)
    assert (folder / str(record_id) / "manifest-sha256.txt").exists()
    assert len((folder / "records.csv").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2031-01-01"), "No record fits that."),
        (("--to", "2019-01-01"), "No record fits that."),
        (("--record", "00000000-0000-0000-0000-000000000000"), "no such record"),
    ],
)
def test_what_cannot_be_exported_is_told(small_house, handslag, tmp_path, words, said):
    old_record(small_house)

    answer = handslag("archive", "export", str(tmp_path / "arkiv"), *words)

    assert answer.exit_code == 1
    assert said in answer.output


def test_a_folder_with_something_in_it_is_left_alone(small_house, handslag, tmp_path):
    (tmp_path / "kept.txt").touch()
    record = ("--record", str(old_record(small_house)))

    answer = handslag("archive", "export", str(tmp_path), *record)

    assert "not empty" in answer.output
