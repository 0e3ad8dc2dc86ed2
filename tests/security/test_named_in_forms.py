"""Whoever names what another organisation has, in a form's field, reaches nothing."""

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import pytest

from service.actions.drafts import save_draft
from service.actions.founding import add_organisation
from service.actions.scans.handing_in import hand_in
from service.core.actor import Actor
from service.core.permits import Role
from service.store.tables.batches import BatchRow
from service.store.tables.consents import ConsentEventRow, ConsentFileRow
from service.store.tables.scans import ScanPageRow
from service.web import create_app
from tests.consent.asking import answers, asked, case_of
from tests.consent.many import file, row
from tests.house import NOW
from tests.jobs import rows
from tests.paper.piles import blank, bound
from tests.security.matrix.consents import ask_for_consent
from tests.security.matrix.world import CANARY
from tests.web.browser import Browser

NOBODYS = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Theirs:
    """What another organisation has."""

    draft_id: UUID
    participant_id: UUID


@pytest.fixture
def theirs(small_house) -> Theirs:
    owner = add_organisation(small_house.tools, name=f"{CANARY}s kommun")
    boss = Actor(owner, None, "boss", roles=frozenset(Role))
    consent = ask_for_consent(small_house, boss, CANARY)
    return Theirs(_draft(small_house, boss), consent["participant_id"])


@pytest.fixture
def ida(small_house) -> Browser:
    return Browser(create_app(small_house.tools).test_client()).sign_in()


@pytest.mark.parametrize("named", ["theirs", "nobody's"])
def test_no_page_is_filed_with_a_child_of_theirs(small_house, theirs, ida, named):
    pile_id = _pile(small_house)
    whose = theirs.participant_id if named == "theirs" else NOBODYS
    before = _state(small_house)

    ida.open(f"/scans/{pile_id}")
    ida.post(f"/scans/{pile_id}/place", {"pages": "1", "whose": str(whose)})

    assert ida.status == 422
    assert CANARY not in ida.html
    assert _state(small_house) == before


def test_the_pages_of_ours_are_filed_with_ours(small_house, ida):
    """A test that cannot fail proves nothing."""
    record_id, pile_id = asked(small_house), _pile(small_house)
    mine = next(one for one in case_of(small_house, record_id).participants)
    before = _state(small_house)

    ida.open(f"/scans/{pile_id}")
    ida.post(f"/scans/{pile_id}/place", {"pages": "1", "whose": str(mine.id)})

    assert ida.status == 303
    assert _state(small_house) != before


@pytest.mark.parametrize("named", ["theirs", "nobody's"])
def test_no_batch_asks_what_a_draft_of_theirs_asks(small_house, theirs, ida, named):
    draft_id = theirs.draft_id if named == "theirs" else NOBODYS
    assert _read(ida, draft_id).status in (404, 422)

    assert CANARY not in ida.html
    assert rows.rows(small_house, BatchRow) == []


def test_a_batch_asks_what_a_draft_of_ours_asks(small_house, ida):
    assert _read(ida, _draft(small_house, small_house.actor)).status == 200

    assert len(rows.rows(small_house, BatchRow)) == 1


def _read(ida: Browser, draft_id: UUID) -> Browser:
    sheet = {"draft": str(draft_id), "file": (BytesIO(file(row(1))), "barn.csv")}
    return ida.open("/consents/batches").send(sheet, to="/consents/batches")


def _draft(house, who) -> UUID:
    asks = answers(purpose=f"{CANARY} för många", child_name="", guardians=[])
    return save_draft(house.tools, who, kind="consent", answers=asks, now=NOW).id


def _pile(house) -> UUID:
    scan = ("skannat.pdf", bound([blank()]))
    pile_id = hand_in(house.tools, house.actor, [scan], now=NOW)
    house.work()
    return pile_id


def _state(house) -> list[object]:
    """Return what filing a page would change."""
    pages = [(one.id, one.settled_at) for one in rows.rows(house, ScanPageRow)]
    added = (len(rows.rows(house, one)) for one in (ConsentEventRow, ConsentFileRow))
    return [*pages, *added]
