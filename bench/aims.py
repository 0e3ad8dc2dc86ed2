"""What the figures should reach, on a machine with nothing else to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.links import AIM
from bench.seal import SEALED


@dataclass(frozen=True, slots=True)
class Aim:
    name: str
    wanted: str
    found: float
    is_met: bool


def judge(report: dict[str, Any]) -> list[Aim]:
    return [
        *_documents(report["documents"]),
        *_seal(report["seal"]),
        *_links(report["links"]["likely"]),
        *_pipeline(report),
    ]


def _documents(rows: dict[str, dict[str, float]]) -> Iterator[Aim]:
    """Our median against LibreOffice at its best; no claim where it is not here."""
    if office := rows.get("PDF by LibreOffice, in a batch"):
        for name in ("PDF, all text new", "PDF, repeated"):
            faster = office["least"] / rows[name]["median"]
            about = f"{name}: times faster than LibreOffice"
            yield Aim(about, ">= 10", round(faster, 1), faster >= 10)


def _seal(rows: dict[str, dict[str, float]]) -> Iterator[Aim]:
    found = rows[SEALED]["median"]
    yield Aim("ms to seal a file, median", "<= 20", round(found, 1), found <= 20)


def _links(likely: dict[str, float]) -> Iterator[Aim]:
    for sort, found in likely.items():
        about = f"p that {sort} links are timed as unknown ones"
        yield Aim(about, f"> {AIM}", found, found > AIM)


def _pipeline(report: dict[str, Any]) -> Iterator[Aim]:
    for row in report["pipeline"]:
        found = row["efficiency"]["median"]
        name = f"efficiency, {shape(row)}"
        yield Aim(name, ">= 0.6", found, found >= 0.6)
    for name, aim in (("median", 150), ("p95", 500)):
        found = report["latency"][name]
        yield Aim(f"ms to the relay's 250, {name}", f"<= {aim}", found, found <= aim)


def shape(row: dict[str, Any]) -> str:
    return f"{row['workers']} worker(s), {row['recipients']} mail(s) each"
