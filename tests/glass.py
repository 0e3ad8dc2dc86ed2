"""Confidential records, and somebody in need who breaks the glass before them."""

from datetime import timedelta

from service.actions.glass import break_glass
from service.actions.reading import get_record
from tests.house import NOW, sending

HOUR = timedelta(hours=1)
REASON = "Barnet är försvunnet och polisen frågar vem som såg det sist."


def confidential(house):
    wish = sending(classification="confidential", attach=[])
    return house.submit(sending=wish).record_id


def break_it(house, actor, record_id, *, reason=REASON, understood=True, now=NOW):
    said = {"reason": reason, "understood": understood}
    break_glass(house.tools, actor, record_id, **said, now=now)


def read(house, actor, record_id, *, now=NOW):
    return get_record(house.tools, actor, record_id, now=now)
