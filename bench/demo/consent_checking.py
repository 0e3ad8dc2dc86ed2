"""Did each consent end as it was played, with all its files, and no word too much?"""

from collections.abc import Iterator, Mapping
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from bench.demo.conformity import conformity
from bench.demo.consents import CASES, count
from tests.verapdf.judge import Judge

CHILD = "Alma"


def consent_problems(
    played: Mapping[str, Any], root: Path, judge: Judge
) -> Iterator[str]:
    """Yield what is wrong with one case, each in one line."""
    [case] = [one for one in CASES if one.name == played["case"]]
    if played["state"] != case.state:
        yield f"it is {played['state']}, not {case.state}"
    paths = [root / one["path"] for one in played["documents"]]
    for kind, fewest in case.expected.items():
        found = count((path.name for path in paths), kind)
        if found < fewest:
            yield f"only {found} files of {kind}, not {fewest}"
    for path in paths:
        if path.suffix == ".pdf":
            told = conformity(path.read_bytes(), judge)
            yield from (f"{path.name}: {said}" for said in told)
    yield from _mails(played, root)


def _mails(played: Mapping[str, Any], root: Path) -> Iterator[str]:
    for one in played["mails"]:
        file = (root / one["eml"]).read_bytes()
        mail = BytesParser(policy=policy.default).parsebytes(file)
        if list(mail.iter_attachments()):
            yield f"the mail {one['subject']!r} has an attachment"
        if any(CHILD in str(part.get_content()) for part in _parts(mail)):
            yield f"the mail {one['subject']!r} names the child"


def _parts(mail: Any) -> Iterator[Any]:
    return (part for part in mail.walk() if part.get_content_maintype() == "text")
