"""Start everything the embedded mode needs, keep it running, stop it in order."""

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event

from service.core.errors import Refused
from service.core.sentence import Sentence
from service.embedded.answering import answers
from service.embedded.children import Child
from service.embedded.lock import only_one
from service.embedded.mailbox import Bounces, open_mailbox
from service.embedded.ports import refuse_a_taken_port
from service.embedded.programs import HANDSLAG, STOPPING_ORDER, log_of, programs
from service.embedded.stopping import stop_signal
from service.settings import Settings
from service.settings.embedded import bounces_folder, smtp_port_file

Say = Callable[[str], None]
LOOK_EVERY = 0.05
TOO_SLOW = 60.0


def supervise(settings: Settings, *, env: Mapping[str, str], say: Say) -> None:
    """Run until somebody asks to stop. Raises `Refused` when it cannot start."""
    with only_one(settings.var), stop_signal() as stop:
        refuse_a_taken_port(settings.host, settings.port)
        with _mailbox(settings, env) as told:
            everything = {**env, **told}
            children = programs(settings, everything)
            try:
                _start(children, settings, everything)
                _greet(settings, stop, say)
                _watch(children, stop, say)
            finally:
                say("Stopping …")
                _stop(children)


def _start(
    children: Mapping[str, Child], settings: Settings, env: Mapping[str, str]
) -> None:
    """The web server wakes up while the database is made ready; then the worker."""
    for name in children.keys() - {"worker"}:
        children[name].start()
    _prepare(settings, env)
    children["worker"].start()


def _prepare(settings: Settings, env: Mapping[str, str]) -> None:
    """Bring the database up to date; an empty one gets the demo organisation."""
    log = log_of("migrate", settings.var)
    with log.open("ab") as lines:
        done = subprocess.run(
            (*HANDSLAG, "migrate", "--demo-data"),
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        raise Refused(
            Sentence("The database could not be made ready: see {log}.", log=str(log))
        )


def _greet(settings: Settings, stop: Event, say: Say) -> None:
    """Tell the address as soon as it answers."""
    slow_at = time.monotonic() + TOO_SLOW
    while not answers(settings):
        if stop.wait(LOOK_EVERY):
            return
        if time.monotonic() > slow_at:
            say(f"No answer yet: see {log_of('web', settings.var)}.")
            return
    say(f"Handslag is at {settings.base_url} (stop it with Ctrl-C)")


def _watch(children: Mapping[str, Child], stop: Event, say: Say) -> None:
    while not stop.wait(4 * LOOK_EVERY):
        for child in children.values():
            if said := child.keep_alive():
                say(said)


def _stop(children: Mapping[str, Child]) -> None:
    for name in STOPPING_ORDER:
        if name in children:
            children[name].stop()


@contextmanager
def _mailbox(settings: Settings, env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Open a mailbox unless mail has somewhere to go; yield what children must know."""
    if env.get("SMTP_HOST"):
        yield {}
        return
    wanted = int(env.get("SMTP_PORT") or 0)
    folder = settings.var / "mail"
    bounces = Bounces(settings.bounce_domain, bounces_folder(settings.var))
    with open_mailbox(
        folder, host=settings.smtp_host, port=wanted, bounces=bounces
    ) as port:
        smtp_port_file(settings.var).write_text(str(port), encoding="ascii")
        yield {"SMTP_PORT": str(port)}
