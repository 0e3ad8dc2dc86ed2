"""The same documents as LibreOffice sets them, at its best: many in one process."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Watch

ROUNDS = 2


def is_here() -> bool:
    return shutil.which("soffice") is not None


def per_file(files: Sequence[bytes]) -> list[float]:
    """Return milliseconds per file, once per round; its start does not count."""
    with TemporaryDirectory(prefix="handslag-office-") as folder:
        places = _written(files, Path(folder))
        _convert(places[:1])  # makes the profile of a new user
        return [_milliseconds(places) for _ in range(ROUNDS)]


def _milliseconds(places: Sequence[Path]) -> float:
    watch = Watch()
    for batch in (places[:1], places):
        with watch.turn():
            _convert(batch)
    one, all_of_them = watch.turns
    return (all_of_them - one) / (len(places) - 1)


def _written(files: Sequence[bytes], folder: Path) -> list[Path]:
    places = [folder / f"{number}.docx" for number in range(len(files))]
    for place, content in zip(places, files, strict=True):
        place.write_bytes(content)
    return places


def _convert(places: Sequence[Path]) -> None:
    folder = places[0].parent
    command = (
        *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"),
        *("--convert-to", "pdf", "--outdir", str(folder / "pdf")),
        *map(str, places),
    )
    subprocess.run(command, check=True, capture_output=True)
