"""The report as a table that a person can read."""

from collections.abc import Iterator
from typing import Any

from bench.aims import Aim, shape
from bench.consents import REQUESTS
from bench.seal import BARE, SEALED

HEAD = ("", "median", "least", "most", "times")


def lines(report: dict[str, Any], aims: list[Aim]) -> Iterator[str]:
    machine = report["machine"]
    yield f"{machine['processor']}, {machine['cores']} cores, load {machine['load'][0]}"
    yield from _section("Milliseconds per document", report["documents"])
    yield from _section(_sealing(report["seal"]), report["seal"])
    yield from _section("Submissions per second", _rates(report["pipeline"]))
    about = f"Consents asked from a file of {REQUESTS}, requests per second"
    yield from _section(about, report["consent"])
    dead = "Milliseconds until a link that does not work is refused"
    yield from _section(dead, report["links"]["times"])
    yield from _section(
        "Milliseconds from posting to the relay's 250",
        {f"one at a time (p95 {report['latency']['p95']:.0f})": report["latency"]},
    )
    yield ""
    yield "Aims"
    for aim in aims:
        yield f"  {aim.name:52} {aim.found:>8} {aim.wanted:>8}  {_verdict(aim)}"


def _sealing(rows: dict[str, Any]) -> str:
    ratio = rows[SEALED]["median"] / rows[BARE]["median"]
    return f"Milliseconds per sealed file, {ratio:.0f} times the bare limit"


def _rates(pipeline: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        f"{shape(row)}: {side}": row[side]
        for row in pipeline
        for side in ("service", "bare", "efficiency")
    }


def _section(title: str, rows: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield f"{title:54} " + " ".join(f"{name:>8}" for name in HEAD[1:])
    for name, row in rows.items():
        shown = " ".join(f"{row[key]:>8.2f}" for key in ("median", "least", "most"))
        yield f"  {name:52} {shown} {row['times']:>8}"


def _verdict(aim: Aim) -> str:
    return "met" if aim.is_met else "not met"
