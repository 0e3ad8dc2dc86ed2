"""Look at the broker of e-identification: it answers, and may tell what we need."""

from datetime import datetime

from service.core.errors import Refused, SignInDown
from service.settings.eid import Demand
from service.tools import Tools


def examine_eid(tools: Tools, now: datetime) -> str:
    """Return whether e-ID can be used. Raises Refused, saying why it cannot.

    Whether a broker does tell the number shows with the first person only: one that
    does not say which claims it knows is not refused.
    """
    client, settings = tools.eid, tools.settings.eid
    if client is None or settings is None or settings.demand is Demand.NEVER:
        return "not set up"
    try:
        keys = client.examine(now=now)
        lost = client.never_told((settings.number,), now=now)
    except SignInDown as problem:
        raise Refused(f"{client.host}: {problem.code}") from problem
    if lost:
        raise Refused(f"{client.host} never tells {lost[0]}")
    return f"{client.host} answers, {keys} keys, {settings.demand} for guardians"
