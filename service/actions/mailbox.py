"""The embedded mode's own mailbox: where its mails end up instead of in the world."""

from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

from service.core.errors import NotFound
from service.core.records import SentMail
from service.core.sentence import Sentence
from service.settings import Mode
from service.tools import Tools

NEWEST = 200


def list_mails(tools: Tools) -> tuple[SentMail, ...]:
    """Return the newest mails first. Raises NotFound outside the embedded mode."""
    files = sorted(_folder(tools).glob("*.eml"), reverse=True)[:NEWEST]
    return tuple(_summary(file) for file in files)


def read_mail(tools: Tools, name: str) -> bytes:
    """Return a mail as it arrived. Raises NotFound, also for names that are no mail."""
    known = {file.name: file for file in _folder(tools).glob("*.eml")}
    if name not in known:
        raise NotFound(Sentence("There is no such mail."))
    return known[name].read_bytes()


def _folder(tools: Tools) -> Path:
    if tools.settings.mode is not Mode.EMBEDDED:
        raise NotFound(Sentence("There is no mailbox here."))
    return tools.settings.var / "mail"


def _summary(file: Path) -> SentMail:
    with file.open("rb") as content:
        head = BytesParser(policy=policy.default).parse(content, headersonly=True)
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return SentMail(file.name, str(head["To"]), str(head["Subject"]), at)
