"""Whether a PDF is archivable and accessible at once."""

from collections.abc import Iterator

from tests.verapdf.judge import Judge


def conformity(pdf: bytes, judge: Judge) -> Iterator[str]:
    """Yield each rule that the file breaks."""
    for breach in judge.breaches(pdf):
        yield f"the PDF breaks {breach}"
