"""Which link this browser has come by: kept sealed in the room's cookie, for a while.

The cookie holds no token, and opens nothing: the code did, in this browser. A form says
whose page it was on; sent after another link was opened here, it is nobody's answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import request, session

from service.actions.consent.door import Door
from service.actions.links import link_hash, make_token
from service.core.errors import NotFound, Refused
from service.core.languages import guardian_language
from service.core.sentence import Sentence
from service.limits import Shared
from service.tools import Tools
from service.web.context import now, speak_to_guardian
from service.web.link_marks import mark_of

KEPT = "consent-link"
KEPT_FOR = timedelta(hours=12)


class NoLink(NotFound):
    """The browser holds no link, or not any more: it was closed, or left lying."""


class OtherLink(Refused):
    """The form was on the page of another link than the one opened here last."""

    def __init__(self) -> None:
        super().__init__(Sentence("Another link has been opened here since."))


@dataclass(frozen=True, slots=True)
class Key:
    """`consent` is a mark of what the link leads to, which others lead to as well."""

    token: str
    language: str
    consent: str

    @property
    def mark(self) -> str:
        return mark_of(self.token)

    @property
    def counted(self) -> tuple[str, Shared]:
        """Return what is counted when something is asked for by this link."""
        return link_hash(self.token), Shared(self.consent)


def keep(door: Door) -> None:
    """Remember the link; its holder's own language comes first."""
    session[KEPT] = {
        "link": str(door.delivery_id),
        "consent": mark_of(str(door.consent_id)),
        "language": door.language,
        "since": now().isoformat(),
    }


def held(tools: Tools) -> Key:
    """Return what the browser holds, and speak its language. Raises NoLink."""
    kept = session.get(KEPT)
    if not kept or now() - datetime.fromisoformat(kept["since"]) > KEPT_FOR:
        raise NoLink
    speak_to_guardian(kept["language"])
    token = make_token(UUID(kept["link"]), tools.settings.secret_key)
    return Key(token, kept["language"], kept["consent"])


def posting(tools: Tools) -> Key:
    """As `held`, for a form: it must come from a page of this very link."""
    key = held(tools)
    if request.form.get("link") != key.mark:
        raise OtherLink
    return key


def choose(language: str) -> None:
    """Let the pages of this link speak another language. Raises NoLink, NotFound."""
    if KEPT not in session:
        raise NoLink
    session[KEPT] = {**session[KEPT], "language": guardian_language(language).code}
