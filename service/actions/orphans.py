"""What lies in the folders for nobody: keys whose record or draft never came to be, or
went, and files that no row tells of. They are swept away with care.
"""

import logging
from uuid import UUID

from sqlalchemy import select

from service.core.actor import SYSTEM
from service.core.errors import KeyMissing, NotFound
from service.store.known_files import unknown_files
from service.store.subjects import unknown
from service.store.tables.register import OrganisationRow
from service.tools import Tools

log = logging.getLogger(__name__)


def sweep_keys(tools: Tools, *, before: float) -> int:
    """Remove what lies in the keys' folder for nobody, untouched since `before`.

    `before` is in seconds since 1970. Nothing at all is removed when keys belong to
    organisations unknown here, or when most look orphaned: then this is not the
    folder's own database, and another one may need them. Returns how many.
    """
    old = list(tools.vault.shelf.untouched(since=before))
    with tools.look(SYSTEM) as session:
        strangers = unknown(session, old)
        ours = set(session.scalars(select(OrganisationRow.id)))
    keys = {subject for subject in old if tools.vault.shelf.holds(subject)}
    owners = {subject: _owner(tools, subject) for subject in keys & strangers}
    orphans = {subject for subject, owner in owners.items() if owner}
    foreign = {owner for owner in owners.values() if owner} - ours
    if foreign or 2 * len(orphans) > len(keys):
        log.error("%d of %d data keys are of no record here", len(orphans), len(keys))
        return 0
    leftovers = strangers - keys | orphans
    for subject in leftovers:
        tools.vault.shelf.forget(subject)
    return len(leftovers)


def sweep_files(tools: Tools, *, before: float) -> int:
    """Remove files that nothing tells of, untouched since `before` (seconds, 1970).

    A worker that was killed between a file and its row leaves one, and so does a seal
    that was renewed. Nothing is removed when most look like that: then this is not the
    folder's own database. Returns how many.
    """
    old = set(tools.files.untouched(since=before))
    with tools.look(SYSTEM) as session:
        orphans = unknown_files(session, old)
    if 2 * len(orphans) > len(old):
        log.error("%d of %d files are told of nowhere here", len(orphans), len(old))
        return 0
    return sum(tools.files.forget(name, before=before) for name in orphans)


def _owner(tools: Tools, subject: UUID) -> UUID | None:
    try:
        return tools.vault.shelf.get(subject).organisation_id
    except (KeyMissing, NotFound):  # gone meanwhile, or damaged: not ours to remove
        return None
