import sys

import click

from service.actions.examining import Finding, examine
from service.cli.opening import now, opened
from service.settings import Settings
from service.wiring import is_current

OUTDATED = Finding(
    "tables", wrong="the database has another shape", to_do="Run `handslag migrate`."
)


@click.command()
def doctor() -> None:
    """Examine every part: what is wrong, and what to do about it."""
    settings = Settings.from_env()
    findings = []
    for finding in examine(opened(settings), now=now()):
        findings.append(finding)
        _tell(finding)
    if not findings[0].wrong:
        findings.append(Finding("tables") if is_current(settings) else OUTDATED)
        _tell(findings[-1])
    sys.exit(any(finding.wrong for finding in findings))


def _tell(finding: Finding) -> None:
    mark = click.style("wrong", fg="red") if finding.wrong else "ok   "
    click.echo(f"{mark}  {finding.part:10}{finding.wrong or finding.found}")
    if finding.to_do:
        click.echo(f"       {'':10}{finding.to_do}")
