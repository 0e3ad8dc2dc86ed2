"""The whole way by API: from answers to a mail, and back to mend what went wrong."""

from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from tests.api.program import order, pointers

KINDS = ("mandate", "minutes", "notes")  # a consent goes its own way


@pytest.mark.parametrize("kind", KINDS)
def test_from_answers_to_a_mail(program, kind):
    answer = program.post(f"/records/{kind}", order(kind))
    program.house.work()
    record = program.get(answer.get_json()["links"]["self"].removeprefix("/api/v1"))

    assert answer.status_code == 201
    assert answer.get_json()["revision"] == 1
    assert answer.get_json()["replayed"] is False
    told = record.get_json()
    assert told["settled"] is True
    [revision] = told["revisions"]
    assert [one["state"] for one in revision["deliveries"]] == ["sent"]
    assert {one["format"] for one in revision["renditions"]} >= {"pdf", "docx"}
    [mail] = program.house.mails()
    assert len(list(mail.iter_attachments())) >= 2


def test_documents_can_be_downloaded(program):
    record_id = program.post("/records/minutes", order()).get_json()["id"]
    program.house.work()

    accept = {"Accept": "application/pdf"}
    pdf = program.get(f"/records/{record_id}/revisions/1/files/pdf", headers=accept)
    word = program.get(f"/records/{record_id}/revisions/1/files/docx")

    assert PdfReader(BytesIO(pdf.data)).pages
    assert word.data.startswith(b"PK")
    assert pdf.headers["Content-Disposition"].startswith("attachment")


def test_a_correction_becomes_a_new_revision(program):
    record_id = program.post("/records/minutes", order()).get_json()["id"]
    again = program.post(
        f"/records/minutes/{record_id}/revisions", order(place="Sal 4")
    )
    record = program.get(f"/records/{record_id}").get_json()

    assert again.status_code == 201
    assert again.get_json()["revision"] == 2
    assert [one["number"] for one in record["revisions"]] == [2, 1]
    assert record["revisions"][0]["answers"]["place"] == "Sal 4"


def test_a_record_of_another_kind_cannot_be_corrected(program):
    record_id = program.post("/records/minutes", order()).get_json()["id"]

    wrong = program.post(f"/records/notes/{record_id}/revisions", order("notes"))

    assert wrong.status_code == 409


def test_one_recipient_gets_it_again_at_a_mended_address(program):
    record_id = program.post("/records/minutes", order()).get_json()["id"]
    program.house.work()
    [delivery] = program.get(f"/records/{record_id}").get_json()["revisions"][0][
        "deliveries"
    ]

    again = program.post(
        f"/deliveries/{delivery['id']}/resend", {"email": "ida@example.se"}
    )
    program.house.work()

    assert again.status_code == 201
    assert program.house.mails()[-1]["To"].addresses[0].addr_spec == "ida@example.se"


def test_what_has_left_cannot_be_recalled(program):
    record_id = program.post("/records/minutes", order()).get_json()["id"]
    program.house.work()

    assert program.post(f"/records/{record_id}/recall").status_code == 409


def test_what_has_not_left_can_be_recalled(program):
    record_id = program.post("/records/minutes", order()).get_json()["id"]

    answer = program.post(f"/records/{record_id}/recall")
    program.house.work()

    assert answer.get_json() == {"cancelled": 1}
    assert program.house.mails() == []


def test_a_preview_stores_nothing(program):
    body = {"answers": order()["answers"]}

    html = program.post("/previews/minutes", {**body, "language": "en"})
    pdf = program.post("/previews/minutes", {**body, "format": "pdf"})

    assert html.mimetype == "text/html"
    assert html.text.startswith("<article")
    assert pdf.data.startswith(b"%PDF")
    assert program.get("/records").get_json() == []


def test_a_draft_is_kept_as_typed_until_it_is_thrown_away(program):
    draft = program.post(
        "/drafts", {"kind": "minutes", "answers": {"title": "  half"}}
    ).get_json()
    address = f"/drafts/{draft['id']}"

    again = program.put(address, {"answers": {"title": "whole"}})

    assert draft["answers"] == {"title": "  half"}
    assert again.get_json()["version"] == draft["version"] + 1
    assert [one["id"] for one in program.get("/drafts").get_json()] == [draft["id"]]
    assert program.ask("DELETE", address).status_code == 204
    assert program.get(address).status_code == 404


def test_the_register_is_kept_by_programs_too(program):
    person = program.post(
        "/people", {"name": "Åsa Ek", "email": "asa.ek@example.se"}
    ).get_json()
    group = program.post("/groups", {"name": "Norra", "type": "local"}).get_json()
    member = program.post(
        f"/groups/{group['id']}/memberships",
        {"person_id": person["id"], "role": "chair", "since": "2026-01-01"},
    )
    ended = program.post(
        f"/memberships/{member.get_json()['id']}/end", {"until": "2026-06-30"}
    )
    [shown] = program.get(f"/groups/{group['id']}").get_json()["memberships"]

    assert (member.status_code, ended.status_code) == (201, 204)
    assert shown["person"]["name"] == "Åsa Ek"
    assert (shown["role"], shown["until"]) == ("chair", "2026-06-30")


def test_groups_people_and_units_can_be_changed(program):
    person = program.post("/people", {"name": "Åsa Ek"}).get_json()
    group = program.post("/groups", {"name": "Norra", "type": "local"}).get_json()
    unit = program.post("/units", {"name": "Elevhälsan"})

    renamed = program.put(f"/people/{person['id']}", {"name": "Åsa Ekman"})
    moved = program.put(f"/groups/{group['id']}", {"name": "Norr", "type": "working"})

    assert renamed.get_json()["name"] == "Åsa Ekman"
    assert moved.get_json()["type"] == "working"
    assert "Elevhälsan" in [one["name"] for one in program.get("/units").get_json()]
    assert unit.status_code == 201


def test_the_sender_can_be_changed(program):
    answer = program.put(
        "/organisation",
        {"name": "Region X", "organisation_number": "232100-0164"},
    )

    assert answer.status_code == 200
    assert program.get("/organisation").get_json()["name"] == "Region X"


def test_the_questions_of_each_kind_are_told(asker):
    swedish = asker.get("/kinds").get_json()
    english = asker.get("/kinds", headers={"Accept-Language": "en"}).get_json()

    assert [one["name"] for one in swedish] == [*KINDS, "consent"]
    assert swedish[1]["label"] == "Protokoll"
    assert english[1]["label"] == "Minutes"
    [actions] = [q for q in english[1]["questions"] if q["name"] == "actions"]
    assert "deadline" in [one["name"] for one in actions["rows"]]


def test_everything_wrong_is_told_at_once(asker):
    body = order(held_on="30 februari 2026", to=[{"name": "Ida", "email": "x"}])
    body["sending"]["people"] = [str(uuid4())]

    answer = asker.post("/records/minutes", body)

    assert answer.status_code == 422
    assert {"/answers/held_on", "/sending/typed/0/email"} <= pointers(answer)
