"""Scanned pages as a PDF of our own: archivable, and as accessible as paper can be."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from typst import Compiler

from service.renderers.fonts import bundled
from service.renderers.look import TEMPLATES
from service.renderers.pdf import one_at_a_time, with_certain_ends

TEMPLATE = TEMPLATES / "scan.typ"


@dataclass(frozen=True, slots=True)
class Scan:
    """Pictures (JPEG) in order, and what each is, for who cannot see it."""

    title: str
    author: str
    language: str
    pictures: Sequence[bytes]
    alts: Sequence[str]


def draw_scan(scan: Scan, *, now: datetime) -> bytes:
    """Return a PDF/A-2a that is also PDF/UA-1: same in, same out."""
    about = {
        "title": scan.title,
        "author": scan.author,
        "language": scan.language,
        "alts": list(scan.alts),
    }
    with TemporaryDirectory() as folder:
        _lay_out(scan, Path(folder))
        compiler = Compiler(
            f"{folder}/{TEMPLATE.name}", root=folder, font_paths=bundled()
        )
        with one_at_a_time:
            pdf = compiler.compile(
                sys_inputs={"source": json.dumps(about)},
                pdf_standards=["a-2a", "ua-1"],
                timestamp=now.replace(microsecond=0),
            )
    return with_certain_ends(cast(bytes, pdf))


def _lay_out(scan: Scan, folder: Path) -> None:
    """Typst takes pictures from files only: it sees these, and nothing beside them."""
    (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
    for number, picture in enumerate(scan.pictures):
        (folder / f"{number}.jpg").write_bytes(picture)
