"""A record's files as downloads: named for a person, never run by a browser."""

from collections.abc import Iterable
from io import BytesIO

from flask import Response, send_file

from service.core.formats import MEDIA_TYPES
from service.core.records import RenditionView


def download(rendition: RenditionView, content: bytes) -> Response:
    """Return a file to save; its name is written as RFC 6266 and 5987 want it."""
    return send_file(
        BytesIO(content),
        mimetype=MEDIA_TYPES[rendition.format],
        as_attachment=True,
        download_name=rendition.filename,
        etag=rendition.sha256,
    )


def ordered(renditions: Iterable[RenditionView]) -> list[RenditionView]:
    """Return the files people ask for, the one for the archive first."""
    known = {rendition.format: rendition for rendition in renditions}
    return [known[form] for form in MEDIA_TYPES if form in known]


def size(count: int) -> str:
    """Return "48 kB" for a number of bytes; at least 1 kB, as a person would say."""
    return f"{max(1, round(count / 1000))} kB"
