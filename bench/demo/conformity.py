"""Whether a PDF is archivable and accessible at once."""

from collections.abc import Iterator

import page

PROFILES = ("2a", "ua1")


def conformity(pdf: bytes) -> Iterator[str]:
    """Yield each rule that the file breaks."""
    for profile in PROFILES:
        verdict = page.validate_pdf_bytes(pdf, profile=profile)
        for failure in verdict.failures:
            yield f"the PDF breaks {profile}: {failure.message}"
