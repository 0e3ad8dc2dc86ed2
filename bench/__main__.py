"""Run the bench: `make bench`. Writes var/bench.json and prints a table."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bench import consents, documents, links, machine, seal, table
from bench.aims import judge
from bench.figures import Figures
from bench.pipeline import Throughput, open_lane
from bench.sink import Sink, open_sink

FILE = Path(__file__).parents[1] / "var" / "bench.json"
SHAPES = {1: 24, 8: 8}  # recipients of a submission: submissions in a round
TIMES = 100


def main() -> None:
    report: dict[str, Any] = {"machine": machine.describe()}
    click.echo("Drawing documents ...")
    drawn = documents.measure()
    report["documents"] = {name: asdict(row) for name, row in drawn.items()}
    click.echo("Sealing files ...")
    report["seal"] = {name: asdict(row) for name, row in seal.measure().items()}
    with TemporaryDirectory(prefix="handslag-bench-") as folder, open_sink() as sink:
        rates, latency = _pipeline(sink, Path(folder))
        click.echo("Asking for consents ...")
        asked = consents.measure(sink, Path(folder) / "consents")
        click.echo("Opening links that do not work ...")
        report["links"] = asdict(links.measure(Path(folder) / "links"))
    report["pipeline"] = [asdict(rate) for rate in rates]
    report["latency"] = asdict(latency)
    report["consent"] = {name: asdict(row) for name, row in asked.items()}
    aims = judge(report)
    report["aims"] = [asdict(aim) for aim in aims]
    FILE.parent.mkdir(exist_ok=True)
    text = json.dumps(report, indent=2, ensure_ascii=False)
    FILE.write_text(text + "\n", encoding="utf-8")
    click.echo("\n".join(table.lines(report, aims)))


def _pipeline(sink: Sink, folder: Path) -> tuple[list[Throughput], Figures]:
    """Measure with one worker process, then with two, which is what `make run` has."""
    click.echo("Sending, with one worker process ...")
    with open_lane(1, sink, folder / "one") as lane:
        rates = [lane.throughput(recipients=r, size=n) for r, n in SHAPES.items()]
    click.echo("Sending, with two ...")
    with open_lane(2, sink, folder / "two") as lane:
        rates += [lane.throughput(recipients=r, size=n) for r, n in SHAPES.items()]
        return rates, lane.latency(times=TIMES)


if __name__ == "__main__":
    main()
