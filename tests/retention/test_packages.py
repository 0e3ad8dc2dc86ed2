"""What an archive is handed: whole, checkable without us, and of no harm to anybody."""

import csv
import io
import json
from hashlib import sha256
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from service.actions.archiving import package_record
from service.actions.looking import list_looks
from service.actions.register import save_person
from service.core import archive
from service.core.spreadsheet import FORMULA_SIGNS, written
from tests.house import NOW, sending
from tests.retention.keeping import old_record, registrar

DC = "{http://purl.org/dc/elements/1.1/}"
names = st.text("abcåäö-/.", min_size=1, max_size=8)


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


def package(house, record_id) -> dict[str, bytes]:
    return unzipped(package_record(house.tools, registrar(house), record_id, now=NOW))


@pytest.fixture
def packed(small_house):
    record_id = old_record(small_house)
    return record_id, package(small_house, record_id)


def test_a_record_is_a_folder_as_an_archive_knows_it(packed):
    """E-ARK CSIP 2, all but METS.xml, which the archive's own packer writes."""
    record_id, files = packed

    assert set(files) == {
        "README.txt",
        "manifest-sha256.txt",
        "records.csv",
        f"{record_id}/manifest-sha256.txt",
        f"{record_id}/metadata/descriptive/dc.xml",
        f"{record_id}/metadata/descriptive/record.json",
        f"{record_id}/metadata/preservation/audit.json",
        f"{record_id}/representations/rep1/data/revision-001.docx",
        f"{record_id}/representations/rep1/data/revision-001.pdf",
    }


def test_every_file_is_in_the_manifest_as_it_is(packed):
    _, files = packed
    listed = dict(
        line.split("  ", 1)[::-1]
        for line in files["manifest-sha256.txt"].decode().splitlines()
    )

    assert listed.keys() == files.keys() - {"manifest-sha256.txt"}
    assert all(sha256(files[path]).hexdigest() == listed[path] for path in listed)


def test_the_documents_are_the_ones_people_got(packed, judge):
    record_id, files = packed
    described = json.loads(files[f"{record_id}/metadata/descriptive/record.json"])
    [revision] = described["revisions"]

    for told in revision["files"]:
        content = files[f"{record_id}/{told['path']}"]
        assert (told["sha256"], told["bytes"]) == (
            sha256(content).hexdigest(),
            len(content),
        )
    pdf = files[f"{record_id}/representations/rep1/data/revision-001.pdf"]
    assert judge.breaches(pdf) == []


def test_the_history_can_be_checked_without_us(packed):
    """As README.txt says it is done."""
    record_id, files = packed
    events = json.loads(files[f"{record_id}/metadata/preservation/audit.json"])
    previous = "0" * 64

    for event in events["events"]:
        assert event.pop("previous") == previous
        told = event.pop("hash")
        previous = sha256(previous.encode() + rfc8785.dumps(event)).hexdigest()
        assert told == previous
    assert [e["what"] for e in events["events"]] == ["submitted", "exported"]


def test_whoever_packed_it_is_among_those_who_have_seen_it(small_house, packed):
    who = registrar(small_house)
    seen = list_looks(small_house.tools, who, packed[0], now=NOW)

    assert [(look.name, look.is_download) for look in seen.looks] == [(who.name, True)]


def test_the_short_description_is_dublin_core(packed):
    record_id, files = packed
    root = ElementTree.fromstring(files[f"{record_id}/metadata/descriptive/dc.xml"])

    assert root.findtext(f"{DC}identifier") == f"urn:uuid:{record_id}"
    assert root.findtext(f"{DC}type") == "minutes"
    assert root.findtext(f"{DC}date") == "2020-06-16"


def test_who_is_protected_stands_in_no_description(small_house):
    person = {"name": "Siv Gömd", "email": "siv@example.se", "language": "sv"}
    answers = {"title": "Möte om Siv Gömd"}
    typed = sending(typed=[person])
    record_id = old_record(small_house, answers=answers, sending=typed)
    save_person(
        small_house.tools,
        registrar(small_house),
        {**person, "protected": True},
        now=NOW,
    )

    files = package(small_house, record_id)
    described = [path for path in files if "/data/" not in path]

    assert [p for p in described if "Gömd" in files[p].decode()] == []
    assert [p for p in described if "siv@" in files[p].decode()] == []


@given(st.dictionaries(names, st.binary(max_size=20), max_size=5))
def test_the_same_files_are_the_same_zip(files):
    again = dict(reversed(files.items()))

    assert archive.zipped(files) == archive.zipped(again)
    assert unzipped(archive.zipped(files)) == files


@given(st.lists(st.text(max_size=12), min_size=2, max_size=4))
def test_no_cell_of_a_list_runs_in_a_spreadsheet(cells):
    table = io.StringIO(written(cells, [cells]), newline="")
    _, read = csv.reader(table, delimiter=";")

    assert not any(cell.startswith(FORMULA_SIGNS) for cell in read)
    assert [cell.removeprefix("'") for cell in read] == [
        cell.removeprefix("'") for cell in cells
    ]


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_becomes_xml_that_can_be_read(said):
    root = ElementTree.fromstring(archive.as_dublin_core([("dc:title", said)]))

    assert set(root.findtext(f"{DC}title") or "") <= {*said, "\n"}
