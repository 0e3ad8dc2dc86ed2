"""From a file of children to the last mail accepted: requests per second."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from bench.figures import Figures, figures
from bench.seeds import SENDER
from bench.sink import Sink
from bench.stack import running
from service.actions.consent.batches import get_batch, read_batch
from service.actions.consent.mails import ASKED
from service.actions.consent.releasing import release
from service.actions.drafts import save_draft
from service.actions.letterhead import letterhead
from service.actions.rendering import FORMATS
from service.channels.postman import Errand
from service.core.actor import Actor
from service.kinds.consent import KIND, NAME
from service.settings import Settings
from service.tools import Tools
from service.wiring import open_tools
from tests.consent.many import many
from tests.house import actor_of

FILE = Path(__file__).parents[1] / "tests" / "data" / "consent.json"
REQUESTS, BARE_ONES = 1_000, 60
WORKERS = 2
AT_ONCE = {
    "BATCH_MOST_PER_HOUR": "1000000",
    "BATCH_UNDO_MINUTES": "0",
    "UNDO_SECONDS": "0",
    "WORKER_PROCESSES": str(WORKERS),
}
SERVICE, BARE, EFFICIENCY = "service", "bare limit", "efficiency"


def measure(sink: Sink, folder: Path) -> dict[str, Figures]:
    """Return requests per second through the service and in a plain loop.

    The loop composes, draws and mails the same, one after the other; its rate counts
    once for each worker process, as if they never had to share anything.
    """
    smtp = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(sink.port)}
    with running(folder, **smtp, **AT_ONCE) as stack:
        tools = open_tools(Settings.from_env(stack.env))
        try:
            bare = WORKERS * _bare(tools, sink)
            service = _service(tools, sink)
        finally:
            tools.close()
    rates = {SERVICE: service, BARE: bare, EFFICIENCY: service / bare}
    return {name: figures([rate]) for name, rate in rates.items()}


def _service(tools: Tools, sink: Sink) -> float:
    actor, now = actor_of(tools, "ida.broman"), datetime.now(UTC)
    began = time.monotonic()
    batch_id = read_batch(tools, actor, _pattern(tools, actor), many(REQUESTS), now=now)
    found = get_batch(tools, actor, batch_id).requests
    release(tools, actor, batch_id, typed=str(found), now=now)
    return found / (sink.take(found)[-1].at - began)


def _pattern(tools: Tools, actor: Actor) -> UUID:
    """Return a draft of the question, without child and guardians."""
    asked = _answers() | {"child_name": "", "child_identity": "", "guardians": []}
    return save_draft(tools, actor, kind=NAME, answers=asked, now=datetime.now(UTC)).id


def _bare(tools: Tools, sink: Sink) -> float:
    began = time.monotonic()
    for number in range(BARE_ONES):
        _do(tools, number)
    return BARE_ONES / (sink.take(BARE_ONES)[-1].at - began)


def _do(tools: Tools, number: int) -> None:
    """Read, compose, draw and mail one request, as the service does."""
    words, now = tools.speak("sv"), datetime.now(UTC)
    model = KIND.read(_answers() | {"child_name": f"Barn Åberg {number}"})
    document = KIND.compose(model, words, letterhead(SENDER, words))
    for form in FORMATS:
        tools.renderers[form](document, now=now)
    channel, errand = tools.channels["mail"], _errand(now)
    mail = tools.postman.short(
        errand, ASKED.template, subject=words(ASKED.subject), language="sv"
    )
    channel.deliver(channel.write(mail), on_intent=lambda: None)


def _errand(now: datetime) -> Errand:
    return Errand(
        delivery_id=uuid4(),
        to_name="Sara Ek",
        to_address="sara.ek@example.se",
        from_name=SENDER.name,
        reply_to=SENDER.email,
        written_at=now,
        link="https://handslag.example.se/c/x",
        is_personal=True,
    )


def _answers() -> dict[str, object]:
    answers: dict[str, object] = json.loads(FILE.read_text())["answers"]
    return answers
