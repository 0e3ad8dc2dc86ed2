"""A whole service in one process: what a test asks for, and what it may look at."""

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from service.actions import demo, running
from service.actions.access import create_api_key, get_account
from service.actions.submitting import submit
from service.core.actor import SYSTEM, Actor
from service.core.jobs import JobKind
from service.core.permits import Scope
from service.core.pulse import Pulse
from service.core.records import Submitted
from service.embedded.mailbox import open_mailbox
from service.settings import Settings
from service.store.engine import open_engine
from service.store.tables.register import AccountRow
from service.tools import Tools
from service.wiring import open_tools

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DATA = Path(__file__).parent / "data"
SEEDS = {
    "consent": "consent",
    "mandate": "mandate_000",
    "minutes": "minutes_002",
    "notes": "notes_003",
}
TO_IDA = {"name": "Ida Broman", "email": "ida.broman@example.se", "language": "sv"}


@dataclass
class House:
    settings: Settings
    tools: Tools
    actor: Actor
    engine: Engine

    def submit(self, kind: str = "minutes", **wishes: Any) -> Submitted:
        """Send in a seed record as it is, to one recipient unless told otherwise."""
        request = {"answers": seed(kind), "sending": sending(), "now": NOW, **wishes}
        return submit(self.tools, self.actor, kind=kind, **request)

    def work(self, *kinds: JobKind) -> int:
        """Do everything that is due, as a worker would; return how many jobs."""
        pulse = Pulse(lambda job: None, seconds=60)
        every = kinds or tuple(JobKind)
        return running.drain(self.tools, every, owner="test", pulse=pulse)

    def mails(self) -> list[EmailMessage]:
        """Return what has arrived, in order."""
        parse = BytesParser(policy=policy.default).parsebytes
        return [parse(file.read_bytes()) for file in self._files("*.eml")]

    def envelopes(self) -> list[dict[str, Any]]:
        return [json.loads(file.read_text()) for file in self._files("*.json")]

    @cached_property
    def api_key(self) -> str:
        """A key that may do whatever keys can."""
        return create_api_key(
            self.tools, self.actor, name="tests", scopes=frozenset(Scope), now=NOW
        )

    def actor_of(self, mailbox: str) -> Actor:
        """Return one of the demo's accounts: "maja.lind" is the registrar."""
        return actor_of(self.tools, mailbox)

    def _files(self, pattern: str) -> list[Path]:
        return sorted((self.settings.var / "mail").glob(pattern))


@contextmanager
def open_house(database: str, services: Any, folder: Path, **env: str):
    """Open a house on an empty register but for the demo's, with its own mailbox."""
    with open_mailbox(folder / "mail", host="127.0.0.1", port=0) as port:
        settings = settings_for(database, services, folder, port, **env)
        tools = open_tools(settings)
        demo.load(tools)
        engine = open_engine(database)
        yield House(settings, tools, first_actor(tools), engine)
        tools.close()
        engine.dispose()


def settings_for(
    database: str, services: Any, folder: Path, port: int, **env: str
) -> Settings:
    return Settings.from_env(
        {
            "VAR_DIR": str(folder),
            "DATABASE_URL": database,
            "REDIS_URL": services.redis_url,
            "SMTP_PORT": str(port),
            "UNDO_SECONDS": "0",
            **env,
        }
    )


def first_actor(tools: Tools) -> Actor:
    """Return Ida, who is secretary, administrator and operator."""
    return actor_of(tools, "ida.broman")


def actor_of(tools: Tools, mailbox: str) -> Actor:
    wanted = AccountRow.subject == f"{mailbox}@example.se"
    with tools.look(SYSTEM) as session:
        account_id = session.scalars(select(AccountRow.id).where(wanted)).one()
    return get_account(tools, account_id).actor


def seed(kind: str) -> dict[str, Any]:
    """Return the answers of a real record of this kind."""
    return json.loads((DATA / f"{SEEDS[kind]}.json").read_text())["answers"]


def sending(**changes: Any) -> dict[str, Any]:
    """Return how a record goes out: openly, to Ida, as PDF and Word."""
    return {
        "classification": "open",
        "language": "sv",
        "attach": ["pdf", "docx"],
        "groups": [],
        "people": [],
        "typed": [TO_IDA],
        **changes,
    }
