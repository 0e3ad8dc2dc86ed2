"""From answers to a document: checked, composed, previewed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.house_rules import against_house_rules
from service.actions.letterhead import letterhead
from service.core.actor import Actor, require
from service.core.day import home_day
from service.core.errors import Invalid, merged
from service.core.permits import Act
from service.core.sentence import Sentence
from service.document.blocks import Document, Letterhead
from service.document.words import Words
from service.kinds import consent, find_kind
from service.renderers.coverage import missing_signs
from service.store import organisations
from service.tools import Tools

# What a kind must not hold here, though its form takes it.
JUDGED = {consent.NAME: against_house_rules}


def check(tools: Tools, kind: str, answers: Mapping[str, Any], *, now: datetime) -> Any:
    """Return the model the answers describe. Raises Invalid with a path per problem.

    Signs that no font can draw are refused here, at their field: later they would
    make a document that cannot be archived.
    """
    today = home_day(now)
    model = find_kind(kind).read(answers, today=today)
    problems = undrawable(answers)
    if judge := JUDGED.get(kind):
        problems = merged(problems, judge(tools.settings, model, today))
    if problems:
        raise Invalid(problems)
    return model


def preview(
    tools: Tools,
    actor: Actor,
    *,
    kind: str,
    answers: Mapping[str, Any],
    format: str = "html",
    language: str = "sv",
    now: datetime,
) -> bytes:
    """Return the document the answers would become; nothing is stored."""
    require(actor, Act.WRITE_RECORD)
    model, words = check(tools, kind, answers, now=now), tools.speak(language)
    with tools.look(actor) as session:
        head = letterhead_of(session, actor.organisation_id, words)
    document = find_kind(kind).compose(model, words, head)
    return tools.renderers[format](document, now=now)


def letterhead_of(session: Session, organisation_id: UUID, words: Words) -> Letterhead:
    return letterhead(organisations.get(session, organisation_id), words)


def compose(
    kind: str, answers: Mapping[str, Any], version: int, words: Words, head: Letterhead
) -> Document:
    """Return the document of stored answers, whatever version they were written in."""
    known = find_kind(kind)
    return known.compose(known.read(known.upgrade(answers, version)), words, head)


def undrawable(value: Any) -> Any:
    """Return the problems of `value`, nested as it is; empty when all can be drawn."""
    if isinstance(value, str):
        signs = missing_signs(value)
        return [_cannot_draw(signs)] if signs else []
    pairs = value.items() if isinstance(value, Mapping) else _numbered(value)
    found = {key: undrawable(part) for key, part in pairs}
    return {key: problems for key, problems in found.items() if problems}


def _numbered(value: Any) -> Any:
    return enumerate(value) if isinstance(value, list | tuple) else ()


def _cannot_draw(signs: str) -> Sentence:
    return Sentence("The document cannot show these signs: {signs}", signs=signs)
