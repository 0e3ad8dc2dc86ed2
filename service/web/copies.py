"""Is this the right copy? Anybody may ask, with the file in hand; nothing is kept."""

from contextlib import closing

from flask import Blueprint, Response, render_template, request

from service.actions.verifying_copies import verify_copy
from service.core.copies import LARGEST
from service.core.errors import Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.limits import Limit
from service.tools import Tools
from service.web.context import now
from service.web.limiting import take
from service.web.permits import needs

MOST_MEGABYTES = LARGEST // 1_000_000
NO_FILE = Sentence("Choose the file that you want to check.")
TOO_LARGE = Sentence("The file is larger than {most} MB.", most=str(MOST_MEGABYTES))
Page = tuple[str, int]


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("copies", __name__, url_prefix="/verify")

    @room.get("")
    @needs(Act.ANYBODY)
    def ask() -> str:
        return _page()

    @room.post("")
    @needs(Act.ANYBODY)
    def check() -> str | Page:
        take(Limit.COPY_CHECKED)
        try:
            content = _uploaded()
        except Refused as problem:
            return _page(problem=problem.said), 422
        return _page(found=verify_copy(tools, content, now=now()))

    @room.after_request
    def tell_nobody(response: Response) -> Response:
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return room


def _page(**shown: object) -> str:
    return render_template("copy.html", most=MOST_MEGABYTES, **shown)


def _uploaded() -> bytes:
    """Return the chosen file's content. Raises Refused when there is none to check."""
    upload = request.files.get("file")
    if not upload or not upload.filename:
        raise Refused(NO_FILE)
    with closing(upload):  # a long one lies in a file of its own
        content: bytes = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE)
    return content
