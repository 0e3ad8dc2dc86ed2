"""Keep what came out: documents, mails, and a report of what belongs together."""

from collections.abc import Iterator, Mapping
from email.parser import BytesHeaderParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.client import Client
from bench.demo.sending import Sent

FORMATS = ("pdf", "docx", "txt")


def keep(client: Client, sent: Sent, folder: Path, *, root: Path) -> dict[str, Any]:
    """Write the files of one record below `folder`; return its part of the report.

    Paths in it are relative to `root`. What did not arrive has an empty `eml`.
    """
    return {
        "kind": sent.seed.kind,
        "source": sent.seed.source,
        "record_id": sent.record["id"],
        "documents": list(_documents(client, sent, folder / "documents", root)),
        "deliveries": list(
            _deliveries(sent, mails(client.stack.var), folder / "mail", root)
        ),
    }


def mails(var: Path) -> dict[str, Path]:
    """Return the mails that the mailbox has taken, by their Message-ID."""
    parse = BytesHeaderParser().parsebytes
    files = (var / "mail").glob("[0-9]*.eml")
    return {str(parse(file.read_bytes())["Message-ID"]): file for file in files}


def _documents(
    client: Client, sent: Sent, folder: Path, root: Path
) -> Iterator[dict[str, str]]:
    made = {file["format"]: file["filename"] for file in sent.revision["renditions"]}
    for form in FORMATS:
        if form in made:
            content = client.file(sent.record["id"], form)
            place = _write(folder / sent.seed.kind / made[form], content)
            yield {
                "format": form,
                "path": str(place.relative_to(root)),
                "sha256": sha256(content).hexdigest(),
            }


def _deliveries(
    sent: Sent, arrived: Mapping[str, Path], folder: Path, root: Path
) -> Iterator[dict[str, str]]:
    for number, delivery in enumerate(sent.revision["deliveries"], start=1):
        eml = ""
        if mail := arrived.get(delivery["message_id"]):
            name = f"{number:02}-{delivery['email'].partition('@')[0]}.eml"
            place = _write(folder / sent.seed.kind / name, mail.read_bytes())
            eml = str(place.relative_to(root))
        yield {
            "to": delivery["email"],
            "status": delivery["state"],
            "message_id": delivery["message_id"],
            "eml": eml,
        }


def _write(place: Path, content: bytes) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place
