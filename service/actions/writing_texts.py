"""Staff write, translate, review and approve what guardians read before they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from service.actions.consent_texts import keep_shipped, stale_languages, text_for
from service.core.actor import Actor, require
from service.core.consent_text import ConsentText, read_text
from service.core.errors import Invalid, NotFound, Refused
from service.core.languages import (
    GUARDIAN_LANGUAGES,
    MASTER,
    Language,
    guardian_language,
)
from service.core.permits import Act
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.document.shipped_texts import shipped_text
from service.forms.answers import Form, load
from service.forms.consent_text import MasterForm, TranslationForm
from service.store import consent_texts
from service.store.tables.consent_texts import ConsentTextRow
from service.store.work import Work
from service.tools import Tools

FORMS: Mapping[bool, Form] = {True: MasterForm(), False: TranslationForm()}


@dataclass(frozen=True, slots=True)
class TextLine:
    """A language, its newest text, and whether that renders an older Swedish one."""

    language: Language
    text: ConsentText
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version; `saved_at` is None for a shipped text that nobody has used yet."""

    text: ConsentText
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """The versions of a language, the newest first, and the newest Swedish text."""

    language: Language
    versions: tuple[Version, ...]
    master: ConsentText

    @property
    def newest(self) -> ConsentText:
        return self.versions[0].text

    @property
    def is_stale(self) -> bool:
        return not self.newest.is_master and self.newest.master < self.master.number

    def version(self, number: int) -> ConsentText:
        """Return one of the versions. Raises NotFound."""
        for version in self.versions:
            if version.text.number == number:
                return version.text
        raise NotFound(consent_texts.GONE)


def form_for(language: str) -> Form:
    """Return the form of a language's text: the Swedish one says what it leans on."""
    return FORMS[guardian_language(language).code == MASTER]


def texts_overview(tools: Tools, actor: Actor) -> tuple[TextLine, ...]:
    """Return the newest text of each language, the Swedish one first."""
    require(actor, Act.READ_REGISTER)
    owner = actor.organisation_id
    with tools.look(actor) as session:
        stale = stale_languages(session, owner)
        return tuple(
            TextLine(language, text_for(session, owner, code), code in stale)
            for code, language in GUARDIAN_LANGUAGES.items()
        )


def show_text(tools: Tools, actor: Actor, language: str) -> TextPage:
    """Return all there is of one language. Raises NotFound."""
    require(actor, Act.READ_REGISTER)
    known, owner = guardian_language(language), actor.organisation_id
    with tools.look(actor) as session:
        rows = consent_texts.versions(session, owner, known.code)
        kept = tuple(Version(consent_texts.text_of(row), row.saved_at) for row in rows)
        versions = kept or (Version(shipped_text(known.code), None),)
        return TextPage(known, versions, text_for(session, owner, MASTER))


def save_text(
    tools: Tools,
    actor: Actor,
    language: str,
    answers: Mapping[str, Any],
    *,
    after: int,
    master: int,
    now: datetime,
) -> ConsentText:
    """Add a version. `master` is the Swedish version its writer had beside it.

    A new Swedish version makes every translation older than it. Raises NotFound,
    Invalid, and Refused when somebody has saved another one since version `after`.
    """
    require(actor, Act.CHANGE_ORGANISATION)
    said = load(form_for(language), answers)
    with tools.begin(actor) as work:
        before = _newest(work, actor, language, after, now=now)
        text = _written(work, actor, before, said, master=master)
        row = consent_texts.add(
            work.session,
            actor.organisation_id,
            text,
            saved_by=actor.account_id,
            now=now,
        )
        _note(work, actor, row, "consent text saved", now=now)
        return text


def review_text(
    tools: Tools, actor: Actor, language: str, number: int, *, by: str, now: datetime
) -> None:
    """Write down who has read a text through. Raises NotFound, Invalid, Refused."""
    require(actor, Act.CHANGE_ORGANISATION)
    name = _name(by)
    with tools.begin(actor) as work:
        row = _newest(work, actor, language, number, now=now)
        if row.reviewed_at:
            raise Refused(Sentence("Somebody has reviewed this version already."))
        row.reviewed_by, row.reviewed_at = name, now
        _note(work, actor, row, "consent text reviewed", now=now)


def approve_text(
    tools: Tools, actor: Actor, number: int, *, by: str, now: datetime
) -> None:
    """Write down which lawyer has approved the Swedish text."""
    require(actor, Act.CHANGE_ORGANISATION)
    name = _name(by)
    with tools.begin(actor) as work:
        row = _newest(work, actor, MASTER, number, now=now)
        if row.approved_at:
            raise Refused(Sentence("This version is approved already."))
        row.approved_by, row.approved_at = name, now
        _note(work, actor, row, "consent text approved", now=now)


def _newest(
    work: Work, actor: Actor, language: str, number: int, *, now: datetime
) -> ConsentTextRow:
    """Return version `number`, locked, when it still is the newest of its language."""
    owner, code = actor.organisation_id, guardian_language(language).code
    keep_shipped(work, owner, now=now)
    row = consent_texts.lock(work.session, owner, code, number)
    if consent_texts.newest(work.session, owner)[code].number != number:
        raise Refused(
            Sentence("Somebody has saved a newer version. Look at that one first.")
        )
    return row


def _written(
    work: Work,
    actor: Actor,
    before: ConsentTextRow,
    said: Mapping[str, Any],
    *,
    master: int,
) -> ConsentText:
    number, code = before.number + 1, before.language
    if code == MASTER:
        body = {**said, "binding": ""}
        return read_text(body, language=code, number=number, master=number)
    row = consent_texts.lock(work.session, actor.organisation_id, MASTER, master)
    rendered = consent_texts.text_of(row)
    _check_sections(said, rendered)
    text = read_text({**said, "legal": ()}, language=code, number=number, master=master)
    return replace(text, legal=rendered.legal)


def _check_sections(said: Mapping[str, Any], master: ConsentText) -> None:
    if len(said["privacy"]) != len(master.privacy):
        wrong = Sentence("Answer the same questions as the Swedish text does.")
        raise Invalid({"privacy": [wrong]})


def _name(by: str) -> str:
    try:
        name = clean_line(by)
    except ValueError as problem:
        raise Invalid({"by": [problem.args[0]]}) from None
    if not name:
        raise Invalid({"by": [Sentence("Write who has read it.")]})
    return name


def _note(
    work: Work, actor: Actor, row: ConsentTextRow, what: str, *, now: datetime
) -> None:
    told = {"language": row.language, "number": row.number, "sha256": row.sha256}
    work.note(what, actor, about=str(row.id), values=told, now=now)
