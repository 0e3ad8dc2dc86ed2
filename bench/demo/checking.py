"""Did everything arrive, and is it what it promises to be?"""

from collections.abc import Iterator, Mapping
from email import policy
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.demo.conformity import conformity
from bench.demo.consent_checking import consent_problems
from bench.demo.keeping import FORMATS
from bench.demo.sending import FEWEST
from tests.reading import said
from tests.verapdf.judge import Judge


def problems(report: Mapping[str, Any], judge: Judge, *, root: Path) -> list[str]:
    """Return what is wrong, each in one line; an empty list is a good demo."""
    found: list[str] = []
    for submission in report["submissions"]:
        about = f"{submission['kind']}: "
        wrong = (*_documents(submission, root, judge), *_deliveries(submission, root))
        found.extend(about + one for one in wrong)
    for played in report["consents"]:
        about = f"consent {played['case']}: "
        found.extend(about + one for one in consent_problems(played, root, judge))
    if not report["audit"]["events"] or not report["audit"]["verified"]:
        found.append("the audit trail is empty, or not what was written")
    return found


def _documents(
    submission: Mapping[str, Any], root: Path, judge: Judge
) -> Iterator[str]:
    files = {
        one["format"]: (root / one["path"]).read_bytes()
        for one in submission["documents"]
    }
    yield from (f"no {form} was made" for form in FORMATS if form not in files)
    if "pdf" in files:
        yield from conformity(files["pdf"], judge)
    if {"pdf", "docx"} <= files.keys():
        yield from _same_words(files["pdf"], files["docx"])


def _same_words(pdf: bytes, docx: bytes) -> Iterator[str]:
    if said(pdf, "pdf") != said(docx, "docx"):
        yield "the PDF and the Word file do not say the same words in the same order"


def _deliveries(submission: Mapping[str, Any], root: Path) -> Iterator[str]:
    deliveries = submission["deliveries"]
    if len(deliveries) < FEWEST:
        yield f"only {len(deliveries)} recipients"
    carried = {
        one["sha256"] for one in submission["documents"] if one["format"] != "txt"
    }
    for delivery in deliveries:
        if delivery["status"] != "sent":
            yield f"the mail to {delivery['to']} is {delivery['status']}, not sent"
        elif not delivery["eml"]:
            yield f"the mail to {delivery['to']} was sent, but did not arrive"
        elif not carried <= _hashes(root / delivery["eml"]):
            yield f"the mail to {delivery['to']} lacks a document"


def _hashes(mail: Path) -> set[str]:
    """Return the SHA-256 of each file that a mail carries."""
    message = BytesParser(policy=policy.default).parsebytes(mail.read_bytes())
    parts = (part.get_payload(decode=True) for part in message.iter_attachments())
    return {sha256(part).hexdigest() for part in parts if isinstance(part, bytes)}
