"""Packages for an archive: one record at once, or many into a folder."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from service.actions.packing import Packed, pack
from service.core import archive
from service.core.actor import Actor, require
from service.core.archive import Package
from service.core.day import home_day
from service.core.errors import Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.core.spreadsheet import BOM, written
from service.store.tables.records import RecordRow
from service.store.visibility import may_see
from service.tools import Tools

README = Path(__file__).parents[2] / "templates" / "archive" / "README.txt"
COLUMNS = ("id", "kind", "title", "decided_on")


def find_records(
    tools: Tools,
    actor: Actor,
    *,
    kind: str | None = None,
    first: date | None = None,
    last: date | None = None,
    now: datetime,
) -> tuple[UUID, ...]:
    """Return the records saved between two days, these included; the oldest first."""
    require(actor, Act.EXPORT, now=now)
    wanted = select(RecordRow.id, RecordRow.saved_at).where(
        may_see(actor, Act.EXPORT, now=now)
    )
    if kind:
        wanted = wanted.where(RecordRow.kind == kind)
    with tools.look(actor) as session:
        found = session.execute(wanted.order_by(RecordRow.saved_at, RecordRow.id))
        days = [(id_, home_day(saved_at)) for id_, saved_at in found]
    return tuple(id_ for id_, day in days if (first or day) <= day <= (last or day))


def package_record(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> bytes:
    """Return a zip of one record. Raises NotFound, Forbidden, Refused."""
    require(actor, Act.EXPORT, now=now)
    return archive.zipped(whole([pack(tools, actor, record_id, now=now)]))


def write_folder(
    tools: Tools,
    actor: Actor,
    folder: Path,
    record_ids: Iterable[UUID],
    *,
    now: datetime,
) -> Iterator[Packed]:
    """Write records into an empty folder, and yield each when it is there.

    Raises Refused for a folder that holds something.
    """
    require(actor, Act.EXPORT, now=now)
    if folder.exists() and any(folder.iterdir()):
        raise Refused(Sentence("The folder is not empty. Give the name of a new one."))
    lines: list[Packed] = []
    digests: dict[str, str] = {}
    for record_id in record_ids:
        one = pack(tools, actor, record_id, now=now)
        files = archive.inside(str(one.id), one.files)
        _write(folder, files)
        digests |= archive.sums(files)
        lines.append(one)
        yield one
    listed = _listed(lines)
    _write(folder, listed)
    digests |= archive.sums(listed)
    _write(folder, {archive.MANIFEST: archive.manifest(digests)})


def _write(folder: Path, package: Package) -> None:
    for path, content in package.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def whole(packed: Iterable[Packed]) -> Package:
    """Return records as one package, with a list of them and the sums of it all."""
    lines, files = list(packed), dict[str, bytes]()
    for one in lines:
        files |= archive.inside(str(one.id), one.files)
    return archive.with_manifest({**files, **_listed(lines)})


def _listed(lines: Iterable[Packed]) -> Package:
    rows = ((one.id, one.kind, one.title, one.decided_on) for one in lines)
    listed = BOM + written(COLUMNS, rows)
    return {"README.txt": README.read_bytes(), "records.csv": listed.encode()}
