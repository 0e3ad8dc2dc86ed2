"""Personal links as a test holds them: sent, asked a code for, and opened."""

from datetime import UTC, datetime

from service.actions.codes import send_code, use_code
from service.actions.links import link_hash, make_token
from service.core.codes import code_of
from service.store.codes import browser_hash
from service.store.tables.access import CodeRow
from service.store.tables.records import DeliveryRow
from tests.house import NOW, sending
from tests.jobs import rows

HERE, ELSEWHERE = "this browser", "another browser"


def clock() -> datetime:
    """Return what a worker's clock shows: codes are mailed by it."""
    return datetime.now(UTC)


def sent(house, classification="internal", *, now=NOW, **wishes) -> str:
    """Send one record, and return the token of its only recipient."""
    wish = sending(classification=classification, **wishes)
    record = house.submit(sending=wish, now=now)
    house.work()
    [revision] = [r for r in rows.revisions(house) if r.record_id == record.record_id]
    [delivery] = rows.rows(house, DeliveryRow, DeliveryRow.revision_id == revision.id)
    return make_token(delivery.id, house.settings.secret_key)


def delivery_of(house, token) -> DeliveryRow:
    [row] = rows.rows(house, DeliveryRow, DeliveryRow.link_hash == link_hash(token))
    return row


def ask(house, token, *, browser=HERE, now=NOW) -> str:
    """Ask for a code, and return it, as who reads the mail would know it."""
    send_code(house.tools, token, browser=browser, now=now)
    delivery = delivery_of(house, token)
    [code] = rows.rows(
        house,
        CodeRow,
        CodeRow.delivery_id == delivery.id,
        CodeRow.browser_hash == browser_hash(browser),
    )
    return code_of(code.id, house.settings.secret_key)


def enter(house, token, typed, *, browser=HERE, now=NOW) -> None:
    use_code(house.tools, token, browser=browser, typed=typed, now=now)


def other_than(code: str) -> str:
    """Return a code that is as good as any, and wrong."""
    return f"{(int(code) + 1) % 1_000_000:06}"
