"""The words of a mail: one template for a document, one for a notice without data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.channels.message import Attachment, Message
from service.document.words import Words

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Who a mail goes from and to. `link` opens what the mail speaks of: by itself
    when `is_personal`, or for who signs in."""

    delivery_id: UUID
    to_name: str
    to_address: str
    from_name: str
    reply_to: str
    written_at: datetime
    link: str
    is_personal: bool


@dataclass(frozen=True, slots=True)
class Postman:
    environment: Environment
    speak: Callable[[str], Words]

    def document(
        self,
        errand: Errand,
        *,
        subject: str,
        language: str,
        attachments: tuple[Attachment, ...],
        **said: object,
    ) -> Message:
        """Return a mail that carries the document. For open records only."""
        values = {"subject": subject, "attachments": attachments, **said}
        return self._message("document", errand, language, values)

    def notice(self, errand: Errand, *, language: str) -> Message:
        """Return a mail that says only that there is something to read, and where."""
        subject = self.speak(language)("You have a document to read")
        return self.short(errand, "notice", subject=subject, language=language)

    def short(
        self, errand: Errand, about: str, *, subject: str, language: str, **said: object
    ) -> Message:
        """Return a short mail without personal data; `about` names its templates."""
        return self._message(about, errand, language, {"subject": subject, **said})

    def _message(
        self, template: str, errand: Errand, language: str, values: Mapping[str, Any]
    ) -> Message:
        shown = {**values, "words": self.speak(language), "errand": errand}
        return Message(
            delivery_id=errand.delivery_id,
            to_name=errand.to_name,
            to_address=errand.to_address,
            from_name=errand.from_name,
            reply_to=errand.reply_to,
            subject=values["subject"],
            text=self._draw(f"{template}.txt", shown),
            html=self._draw(f"{template}.html", shown),
            language=shown["words"].tag,
            written_at=errand.written_at,
            attachments=values.get("attachments", ()),
        )

    def _draw(self, name: str, values: Mapping[str, Any]) -> str:
        return self.environment.get_template(name).render(values)


def open_postman(speak: Callable[[str], Words]) -> Postman:
    return Postman(_environment(), speak)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: bool(name) and str(name).endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
