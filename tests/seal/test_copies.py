"""Whether a file is the right copy is said by its seal and by what is kept here."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from service.actions.verifying_copies import verify_copy
from service.core.actor import SYSTEM
from service.core.copies import SAID, Verdict
from service.store import revisions
from service.store.tables.records import RevisionRow
from tests.documents.samples import NOW
from tests.house import NOW as SAVED_AT
from tests.seal import certificates, tampering
from tests.seal.keeping import keep
from tests.seal.nearby import Nearby

NAMES = {"reason": "Samtycke", "label": "Sigill", "now": NOW}


def nearby(house):
    """Return the house's tools, with a sealer that needs no process of its own."""
    return replace(house.tools, sealer=Nearby(house.settings.seal))


def test_the_right_copy_is_known_by_its_seal_and_its_hash(house, drawn):
    tools = nearby(house)
    content = tools.sealer.seal(drawn["latin"], **NAMES)
    keep(house, content)

    found = verify_copy(tools, content, now=NOW)

    assert found.is_genuine
    assert found.organisation == "Region Örebro län"
    assert (found.made_at, found.sealed_at) == (NOW, NOW)


def test_no_changed_copy_is_taken_for_the_right_one(small_house, drawn):
    tools = nearby(small_house)
    content = tools.sealer.seal(drawn["latin"], **NAMES)
    keep(small_house, content)

    found = [verify_copy(tools, tamper(content), now=NOW) for tamper in tampering.ALL]

    wrong = {Verdict.CHANGED, Verdict.NOT_OURS, Verdict.UNREADABLE}
    assert {one.verdict for one in found} == wrong
    assert {(one.organisation, one.made_at) for one in found} == {("", None)}


def test_a_rendition_is_known_though_it_has_no_seal(house):
    submitted = house.submit()
    house.work()
    with house.tools.look(SYSTEM) as session:
        revision = session.scalars(
            select(RevisionRow).where(RevisionRow.record_id == submitted.record_id)
        ).one()
        box, files = house.tools.vault, house.tools.files
        _, content = revisions.file_of(session, box, files, revision, "pdf")

    found = verify_copy(nearby(house), content, now=NOW)

    assert (found.verdict, found.made_at) == (Verdict.KNOWN, SAVED_AT)
    assert found.sealed_at is None


def test_a_seal_of_ours_on_what_is_not_kept_here_is_told_as_that(small_house, drawn):
    tools = nearby(small_house)
    content = tools.sealer.seal(drawn["latin"], **NAMES)

    found = verify_copy(tools, content, now=NOW)

    assert (found.verdict, found.sealed_at) == (Verdict.UNKNOWN, NOW)
    assert found.organisation == ""


@pytest.mark.parametrize("has_a_seal", [True, False])
def test_a_file_of_strangers_is_nothing_of_ours(small_house, drawn, has_a_seal):
    stranger = Nearby(certificates.settings("Stranger"))
    plain = drawn["latin"]
    content = stranger.seal(plain, **NAMES) if has_a_seal else plain

    found = verify_copy(nearby(small_house), content, now=NOW)

    assert (found.verdict, found.sealed_at) == (Verdict.NOT_OURS, None)


def test_every_verdict_is_said_in_words():
    assert SAID.keys() == set(Verdict)
