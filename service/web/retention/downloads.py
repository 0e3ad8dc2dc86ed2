"""Files that leave by the registrar's hand: saved, never shown by a browser."""

from io import BytesIO

from flask import Response, send_file

from service.core.formats import MEDIA_TYPES

KINDS = {**MEDIA_TYPES, "zip": "application/zip"}


def as_download(content: bytes, name: str) -> Response:
    """Return a file to save under `name`, whose ending says what it is."""
    return send_file(
        BytesIO(content),
        mimetype=KINDS[name.rpartition(".")[2]],
        as_attachment=True,
        download_name=name,
    )
