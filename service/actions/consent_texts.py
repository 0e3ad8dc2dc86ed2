"""Which text a guardian is shown, and that it is the text of today, never an older.

An organisation that has written nothing uses the shipped texts. From the first time
that one of them is pinned they are all its own: a later release of the service changes
no text that somebody has approved or answered.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.consent_text import ConsentText
from service.core.errors import NotFound, Refused
from service.core.languages import GUARDIAN_LANGUAGES, MASTER, guardian_language
from service.core.sentence import Sentence
from service.document.shipped_texts import shipped_text
from service.store import consent_texts
from service.store.tables.consent_texts import ConsentTextRow
from service.store.work import Work


def text_for(session: Session, organisation_id: UUID, language: str) -> ConsentText:
    """Return the newest text of a language, or the shipped one. Raises NotFound.

    It may be older than the Swedish one: `refuse_stale` is asked before sending.
    """
    code = guardian_language(language).code
    return _text(consent_texts.newest(session, organisation_id).get(code), code)


def pin_text(
    work: Work, organisation_id: UUID, language: str, *, now: datetime
) -> ConsentText:
    """Return the newest text, stored so that its hash finds it for ever."""
    guardian_language(language)
    keep_shipped(work, organisation_id, now=now)
    return text_for(work.session, organisation_id, language)


def text_by_hash(session: Session, organisation_id: UUID, sha256: str) -> ConsentText:
    """Return exactly the text that was pinned. Raises NotFound, Tampered."""
    try:
        row = consent_texts.by_hash(session, organisation_id, sha256)
    except NotFound:
        return _shipped_by_hash(sha256)
    return consent_texts.text_of(row)


def stale_languages(session: Session, organisation_id: UUID) -> tuple[str, ...]:
    """Return the languages whose text renders an older Swedish one than the newest."""
    stored = consent_texts.newest(session, organisation_id)
    texts = {code: _text(stored.get(code), code) for code in GUARDIAN_LANGUAGES}
    current = texts[MASTER]
    return tuple(code for code, text in texts.items() if text.is_older_than(current))


def refuse_stale(
    session: Session, organisation_id: UUID, languages: Iterable[str]
) -> None:
    """Raise Refused, naming it, when one of these texts is older than the Swedish.

    Nobody is sent another language instead: they would not know what they miss.
    """
    wanted = {guardian_language(language).code for language in languages}
    for code in stale_languages(session, organisation_id):
        if code in wanted:
            raise Refused(
                Sentence(
                    "The text in {language} is older than the Swedish one. Translate"
                    " the new text, or choose another language, and then send.",
                    language=GUARDIAN_LANGUAGES[code].label,
                )
            )


def keep_shipped(work: Work, organisation_id: UUID, *, now: datetime) -> None:
    """Make the shipped texts the organisation's own, where it has none yet."""
    known = consent_texts.newest(work.session, organisation_id)
    missing = [code for code in GUARDIAN_LANGUAGES if code not in known]
    shipped = map(shipped_text, missing)
    consent_texts.keep(work.session, organisation_id, shipped, now=now)


def _text(row: ConsentTextRow | None, code: str) -> ConsentText:
    return consent_texts.text_of(row) if row else shipped_text(code)


def _shipped_by_hash(sha256: str) -> ConsentText:
    for text in map(shipped_text, GUARDIAN_LANGUAGES):
        if text.sha256 == sha256:
            return text
    raise NotFound(consent_texts.GONE)
