"""Check the audit trail, and carry what it says to where nobody here can change it."""

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

import click

from service.actions.anchoring import latest_anchor
from service.actions.verifying import export_audit, verify_audit
from service.cli.opening import say, tools
from service.core.audit import Anchor, read_anchor


class AnchorType(click.ParamType[Anchor]):
    name = "anchor"

    def convert(
        self,
        value: str | Anchor,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Anchor:
        try:
            return value if isinstance(value, Anchor) else read_anchor(value)
        except ValueError:
            self.fail(f"{value!r} is not like 2026-03-01:HASH.", param, ctx)


ANCHOR = AnchorType()


@click.group()
def audit() -> None:
    """Check the audit trail, and keep it elsewhere."""


@audit.command()
@click.option(
    "--anchor",
    "anchors",
    multiple=True,
    type=ANCHOR,
    metavar="DAY:HASH",
    help="What was kept elsewhere; may be given again and again.",
)
@click.option(
    "--anchors",
    "file",
    type=click.File(encoding="utf-8"),
    help="A file with such a line for each day.",
)
def verify(*, anchors: tuple[Anchor, ...], file: TextIO | None) -> None:
    """Follow every chain; say what is wrong and where (exit status 1)."""
    report = verify_audit(tools(), (*anchors, *_read(file or ())))
    for finding in report.findings:
        say("wrong", str(finding))
    until = report.until or "no day yet"
    say(f"{report.events} events in {report.chains} chains, sealed until {until}")
    sys.exit(not report.is_whole)


@audit.command()
@click.argument("file", type=click.File("w", encoding="utf-8", atomic=True))
def export(*, file: TextIO) -> None:
    """Write all events and sealed days to FILE, a line of JSON each ("-": print)."""
    for line in export_audit(tools()):
        file.write(f"{line}\n")


@audit.command()
def anchor() -> None:
    """Print the last sealed day and its hash, to be kept elsewhere."""
    say(str(latest_anchor(tools())))


def _read(lines: Iterable[str]) -> Iterator[Anchor]:
    for line in lines:
        if line.strip():
            yield ANCHOR.convert(line.strip(), None, None)
