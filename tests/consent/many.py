"""A secretary with a file: rows as a pupil register exports them, and a batch."""

from uuid import UUID

from sqlalchemy import select

from service.actions.consent import batches, releasing
from service.actions.drafts import save_draft
from service.actions.writing_texts import save_text
from service.core.actor import SYSTEM
from service.core.jobs import JobKind
from service.core.languages import MASTER
from service.document.shipped_texts import shipped_text
from service.store.tables.batches import BatchItemRow
from tests.consent.asking import answers
from tests.house import NOW
from tests.jobs import rows

HEAD = (
    "Barnets namn;Födelsedatum;Vårdnadshavare 1;Vårdnadshavare 1 e-post;"
    "Vårdnadshavare 1 språk;Vårdnadshavare 2;Vårdnadshavare 2 e-post;"
    "Vårdnadshavare 2 skyddad;Vårdnad;Vårdnad kontrollerad;Kontrollerad den"
)
CHECKED = "gemensam;Folkbokföringen;2026-02-09"


def row(n: int, *, language: str = "", second: str = ";;", checked=CHECKED) -> str:
    first = f"Sara Ek {n};sara.{n}@example.se;{language}"
    return f"Barn Åberg {n};2014-05-{n % 28 + 1:02};{first};{second};{checked}"


def file(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines, "")).encode()


def many(count: int) -> bytes:
    return file(*(row(n) for n in range(1, count + 1)))


def draft(house, **changes) -> UUID:
    """Save the question as a draft, without child and guardians."""
    asked = {**answers(**changes), "child_name": "", "guardians": []}
    saved = save_draft(house.tools, house.actor, kind="consent", answers=asked, now=NOW)
    return saved.id


def read(house, content: bytes, **changes) -> UUID:
    pattern = draft(house, **changes)
    return batches.read_batch(house.tools, house.actor, pattern, content, now=NOW)


def view(house, batch_id: UUID):
    return batches.get_batch(house.tools, house.actor, batch_id)


def release(house, batch_id: UUID, **wishes) -> None:
    wishes = {"typed": str(view(house, batch_id).requests), **wishes}
    releasing.release(house.tools, house.actor, batch_id, **wishes, now=NOW)


def make_stale(house) -> None:
    """Let the Swedish text for guardians be newer than all its translations."""
    body = dict(shipped_text(MASTER).body)
    del body["binding"]
    seen = {"after": 1, "master": 1, "now": NOW}
    changed = {**body, "lead": "Läs först."}
    save_text(house.tools, house.actor, MASTER, changed, **seen)


def go_on(house, *, times: int = 1) -> None:
    """Let the next turn come, as often as that."""
    for _ in range(times):
        rows.make_everything_due(house)
        house.work(JobKind.BATCH)


def items(house, batch_id: UUID) -> list[BatchItemRow]:
    with house.tools.look(SYSTEM) as session:
        found = select(BatchItemRow).where(BatchItemRow.batch_id == batch_id)
        return list(session.scalars(found.order_by(BatchItemRow.number)))
