"""Forms as they come back: printed, turned, photographed, in piles."""

from io import BytesIO

import pypdfium2
from PIL import Image
from sqlalchemy import select

from service.actions.paper import paper_form
from service.actions.scans.following import get_pile
from service.actions.scans.handing_in import hand_in
from service.core.actor import SYSTEM
from service.core.jobs import JobKind
from service.store.tables.consents import ConsentEventRow, ConsentFileRow
from tests.consent.asking import case_of
from tests.house import NOW

ELIS = {"child_name": "Elis Dahl", "child_identity": "2012-01-09"}
DPI = 110  # fewer than any scanner's: fast, and the codes must be read all the same


def guardians(house, record_id):
    """Return those who are asked, in order."""
    return [one for one in case_of(house, record_id).participants if one.decides]


def form_of(house, record_id, place=0):
    one = guardians(house, record_id)[place]
    return paper_form(house.tools, house.actor, record_id, one.id, now=NOW)[1]


def pictures(pdf, *, dpi=DPI):
    """Return the pages of a form as a scanner sees them."""
    with pypdfium2.PdfDocument(pdf) as file:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in file]


def bound(pages):
    """Return pictures as one PDF, as scanners make it."""
    first, *others = pages
    file = BytesIO()
    first.save(file, "PDF", save_all=True, append_images=others, resolution=DPI)
    return file.getvalue()


def blank():
    return Image.new("RGB", (900, 1270), "white")


def scanned(house, *files, actor=None):
    """Hand files in, let a worker sort them; return the pile as its page shows it."""
    who = actor or house.actor
    named = [(f"scan{n}.pdf", content) for n, content in enumerate(files, start=1)]
    pile_id = hand_in(house.tools, who, named, now=NOW)
    house.work(JobKind.SCAN)
    return get_pile(house.tools, who, pile_id, now=NOW)


def filed(house, record_id):
    """Return the scans filed with a consent, and the events that tell of them."""
    with house.tools.look(SYSTEM) as session:
        of_scans = ConsentFileRow.purpose == "scan"
        files = session.scalars(
            select(ConsentFileRow).where(
                ConsentFileRow.record_id == record_id, of_scans
            )
        ).all()
        events = session.scalars(
            select(ConsentEventRow).where(
                ConsentEventRow.record_id == record_id,
                ConsentEventRow.happened == "scanned",
            )
        ).all()
        session.expunge_all()
    return files, events
