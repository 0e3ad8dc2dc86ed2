"""One's own receipt as files, to save."""

from io import BytesIO

from flask import Blueprint, Response, send_file

from service.actions.consent.guardian_files import read_own_file
from service.core.permits import Act
from service.tools import Tools
from service.web.consents.key import held
from service.web.context import now, words
from service.web.cookies import READER
from service.web.permits import needs


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/files/<any(pdf, json, sealed):form>")
    @needs(Act.ANYBODY)
    def file(form: str) -> Response:
        key = held(tools)
        found, content = read_own_file(
            tools, key.token, browser=READER.read(), form=form, now=now()
        )
        return send_file(
            BytesIO(content),
            mimetype=found.media_type,
            as_attachment=True,
            download_name=_name(form),
            etag=found.sha256,
        )


def _name(form: str) -> str:
    """Return a name without anybody's name in it."""
    if form == "sealed":
        return f"{words()('your-consent')}.pdf"
    return f"{words()('your-answer')}.{form}"
