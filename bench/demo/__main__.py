"""Run the demo: `make demo`. Exit status 1 unless everything arrived as promised."""

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.client import Client
from bench.demo import people
from bench.demo.auditing import audited
from bench.demo.checking import problems
from bench.demo.consents import play_all
from bench.demo.keeping import keep
from bench.demo.pictures import a_browser, take
from bench.demo.sending import send_all
from bench.seeds import read_seeds
from bench.stack import Stack, running
from tests.auth.mock import serving_mock
from tests.verapdf.judge import open_judge

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "demo"


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    with TemporaryDirectory(prefix="handslag-demo-") as folder:
        click.echo("Starting web, worker, broker and mailbox ...")
        with (
            serving_mock(people.MONICA) as issuer,
            running(Path(folder), **people.settings(issuer)) as stack,
        ):
            wrong = _show(stack)
    for problem in wrong:
        click.secho(problem, fg="red", err=True)
    sys.exit(1 if wrong else 0)


def _show(stack: Stack) -> list[str]:
    client, began = Client(stack), datetime.now(UTC)
    sent = send_all(client, read_seeds(), click.echo)
    seconds = (_last_accepted(stack) - began).total_seconds()
    submissions = [keep(client, one, FOLDER, root=ROOT) for one in sent]
    mails = sum(bool(d["eml"]) for one in submissions for d in one["deliveries"])
    click.echo(f"{mails} mails were taken {seconds:.1f} s after the first posting.")
    pictures = take(stack, sent, FOLDER / "pictures")
    click.echo(f"{len(pictures)} pictures were taken. All is in {FOLDER}.")
    with a_browser() as browser:
        consents = play_all(browser, client, FOLDER)
    click.echo(f"{len(consents)} consents were asked for and answered.")
    audit = audited(stack)
    click.echo(f"The audit trail holds {audit['events']} events.")
    report = {
        "submissions": submissions,
        "seconds": round(seconds, 3),
        "consents": consents,
        "audit": audit,
    }
    text = json.dumps(report, ensure_ascii=False, indent=2)
    (FOLDER / "report.json").write_text(text + "\n", encoding="utf-8")
    with open_judge() as judge:
        return problems(report, judge, root=ROOT)


def _last_accepted(stack: Stack) -> datetime:
    """Return when the mailbox said yes to a mail for the last time."""
    notes = (stack.var / "mail").glob("[0-9]*.json")
    times = [json.loads(note.read_text())["received_at"] for note in notes]
    return max(map(datetime.fromisoformat, times), default=datetime.now(UTC))


if __name__ == "__main__":
    main()
