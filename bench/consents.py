"""From a file of children to the last mail accepted: requests per second."""

import json
import time
from collections.abc import Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

from bench.figures import Figures, figures
from bench.seeds import SENDER
from bench.sink import Sink
from bench.stack import running
from service.actions.consent.batches import read_batch
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
REQUESTS, BARE_ONES, WARM_UP = 1_000, 200, 10
WORKERS = 2
LOOP: list[Tools] = []  # of one loop's process
AT_ONCE = {
    "BATCH_MOST_PER_HOUR": "1000000",
    "BATCH_UNDO_MINUTES": "0",
    "UNDO_SECONDS": "0",
    "WORKER_PROCESSES": str(WORKERS),
}
SERVICE, BARE, EFFICIENCY = "service", "bare limit", "efficiency"


def measure(sink: Sink, folder: Path) -> dict[str, Figures]:
    """Return requests per second through the service and in plain loops.

    The loops compose, draw and mail the same, and nothing else; there are as many as
    worker processes. They run before and after, so that a busy neighbour disturbs
    both sides alike.
    """
    smtp = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(sink.port)}
    with running(folder, **smtp, **AT_ONCE) as stack:
        before = _bare(stack.env, sink)
        service = _service(stack.env, sink)
        bare = figures([before, _bare(stack.env, sink)])
    return {
        SERVICE: figures([service]),
        BARE: bare,
        EFFICIENCY: figures([service / bare.median]),
    }


def _service(env: Mapping[str, str], sink: Sink) -> float:
    """From before the file is read until the last of its mails was accepted."""
    with closing(open_tools(Settings.from_env(env))) as tools:
        actor, now = actor_of(tools, "ida.broman"), datetime.now(UTC)
        pattern = _pattern(tools, actor)
        began = time.monotonic()
        batch_id = read_batch(tools, actor, pattern, many(REQUESTS), now=now)
        release(tools, actor, batch_id, typed=str(REQUESTS), now=now)
        return REQUESTS / (sink.take(REQUESTS)[-1].at - began)


def _pattern(tools: Tools, actor: Actor) -> UUID:
    """Return a draft of the question, without child and guardians."""
    asked = _answers() | {"child_name": "", "child_identity": "", "guardians": []}
    return save_draft(tools, actor, kind=NAME, answers=asked, now=datetime.now(UTC)).id


def _bare(env: Mapping[str, str], sink: Sink) -> float:
    with ProcessPoolExecutor(
        WORKERS, get_context("spawn"), initializer=_open, initargs=(dict(env),)
    ) as loops:
        _run(loops, sink, WARM_UP)
        return _run(loops, sink, BARE_ONES)


def _run(loops: Executor, sink: Sink, count: int) -> float:
    began = time.monotonic()
    done = loops.map(_do, range(count))
    last = sink.take(count)[-1].at
    list(done)  # raises what went wrong
    return count / (last - began)


def _open(env: Mapping[str, str]) -> None:
    """Give a loop its tools, once."""
    LOOP.append(open_tools(Settings.from_env(env)))


def _do(number: int) -> None:
    """Read, compose, draw and mail one request, as the service does."""
    [tools] = LOOP
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


@cache
def _answers() -> dict[str, object]:
    answers: dict[str, object] = json.loads(FILE.read_text())["answers"]
    return answers
