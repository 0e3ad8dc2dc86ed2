"""Scans are handed in: kept sealed, and left to a worker."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from service.core.actor import Actor, require
from service.core.errors import Invalid
from service.core.jobs import JobKind
from service.core.permits import Act
from service.core.sentence import Sentence
from service.scans.limits import MOST_BYTES, SAID
from service.scans.pile import Unreadable, kind_of
from service.store import scans
from service.store.tables.scans import ScanPileRow
from service.tools import Tools

MOST_FILES = 50
MOST = MOST_BYTES  # of all files together

File = tuple[str, bytes]  # its name, and what is in it


def hand_in(
    tools: Tools, actor: Actor, files: Sequence[File], *, now: datetime
) -> UUID:
    """Keep files, sealed, and let a worker sort them. Return the pile's id.

    What is no scan by its first bytes is not kept, and told on the pile's page; the
    rest shows when it is read. Raises Invalid when nothing is a scan. There is no scan
    for viruses: nothing of a file is kept but pictures of it.
    """
    require(actor, Act.WRITE_RECORD)
    _refuse_too_much(files)
    wrong, fit = _sorted(files)
    pile_id = uuid4()
    box = tools.vault.new_box(pile_id, actor.organisation_id)
    sources = [
        tools.files.put(box.seal(content, what=scans.source_place(place)))
        for place, (_, content) in enumerate(fit, start=len(wrong))
    ]
    names = [name for name, _ in (*wrong, *fit)]
    with tools.begin(actor) as work:
        row = ScanPileRow(
            id=pile_id,
            organisation_id=actor.organisation_id,
            asked_by=actor.account_id,
            asked_at=now,
            sources=[*[""] * len(wrong), *sources],
            faults=[code for _, code in wrong],
            read=len(wrong),
            names=box.seal_json(names, what=scans.NAMES),
        )
        work.session.add(row)
        work.session.flush()
        work.enqueue(JobKind.SCAN, row.id, organisation_id=row.organisation_id)
        work.note("scans handed in", actor, about=str(row.id), now=now)
    return pile_id


def _refuse_too_much(files: Sequence[File]) -> None:
    if not files:
        raise Invalid({"files": [Sentence("Choose at least one file.")]})
    if len(files) > MOST_FILES:
        raise Invalid({"files": [Sentence("Choose at most 50 files at a time.")]})
    if sum(len(content) for _, content in files) > MOST:
        raise Invalid({"files": [SAID["too_big"]]})


def _sorted(files: Sequence[File]) -> tuple[list[tuple[str, str]], list[File]]:
    """Return the names of those that are no scans, with the code of why, and the rest.

    Raises Invalid when there is no rest.
    """
    wrong, fit = [], []
    for name, content in files:
        try:
            kind_of(content)
        except Unreadable as problem:
            wrong.append((name, problem.code))
        else:
            fit.append((name, content))
    if not fit:
        told = [Sentence("{file}: {why}", file=n, why=SAID[code]) for n, code in wrong]
        raise Invalid({"files": told})
    return wrong, fit
