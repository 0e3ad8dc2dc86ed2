"""Tables as files to save."""

from flask import Response

from service.core.spreadsheet import BOM


def as_file(table: str, *, name: str) -> Response:
    """Return a table to save under `name`, which has no ending yet."""
    response = Response(BOM + table, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return response
