"""What lies on a desk of each organisation: a pile, a file of children, a text."""

from uuid import UUID

from service.actions.consent.batches import read_batch
from service.actions.drafts import save_draft
from service.actions.scans.handing_in import hand_in
from service.actions.writing_texts import save_text
from service.core.actor import Actor
from service.document.shipped_texts import shipped_text
from tests.consent.asking import answers
from tests.consent.many import file, row
from tests.house import NOW, House
from tests.paper.piles import blank, bound
from tests.security.matrix.routes import LANGUAGE


def add_papers(house: House, boss: Actor, word: str) -> dict[str, UUID]:
    """Add one of each with the word in it; a worker reads the pile's only page."""
    _write_text(house, boss, word)
    scan = (f"{word}.pdf", bound([blank()]))
    return {
        "pile_id": hand_in(house.tools, boss, [scan], now=NOW),
        "batch_id": _batch(house, boss, word),
    }


def _batch(house: House, boss: Actor, word: str) -> UUID:
    """Return a batch of one child that can be asked, and one bad row."""
    asks = answers(purpose=f"{word} för många", child_name="", guardians=[])
    draft = save_draft(house.tools, boss, kind="consent", answers=asks, now=NOW)
    children = (row(1), row(2, checked=f"{word};;"))
    content = file(*(one.replace("Barn", word) for one in children))
    return read_batch(house.tools, boss, draft.id, content, now=NOW)


def _write_text(house: House, boss: Actor, word: str) -> None:
    """Save a newer version of a translation; the Swedish text stays as it was."""
    body = {**shipped_text(LANGUAGE).body, "lead": f"{word} läser"}
    del body["legal"]  # it follows the Swedish text
    seen = {"after": 1, "master": 1, "now": NOW}
    save_text(house.tools, boss, LANGUAGE, body, **seen)
