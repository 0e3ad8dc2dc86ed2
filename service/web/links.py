"""A recipient's secure link. Looking changes nothing: mail scanners look at all links.

The button opens the document and notes that it was opened. No sign-in, no cookie but
the one that guards the button, and no page of ours learns where the reader goes next.
"""

from hashlib import sha256

from flask import Blueprint, Response, redirect, render_template, request, session
from werkzeug import Response as AnyResponse

from service.actions.links import LinkView, OpenedLink, look, open_link, read_link_file
from service.core.errors import NotFound
from service.tools import Tools
from service.web.context import now, words
from service.web.record.files import download, ordered, size

# What mail programs take along when they guess where an address ends (row L1).
TAIL = ".,;:!?)>]}'\""
# The links this browser has opened by the button, in its own cookie; the latest ones.
OPENED = "opened-links"
KEPT = 20


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("links", __name__, url_prefix="/l")
    _add_pages(room, tools)

    @room.errorhandler(NotFound)
    def gone(_: NotFound) -> tuple[str, int]:
        return render_template("link_gone.html"), 404

    @room.after_request
    def tell_nobody(response: Response) -> Response:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return room


def _add_pages(room: Blueprint, tools: Tools) -> None:
    @room.get("/<token>")
    def show(token: str) -> str:
        known = clean(token)
        if not _is_opened(known):
            link = look(tools, known, now=now())
            return _page(tools, "link.html", link, token=known)
        opened = open_link(tools, known, now=now())
        return _page(tools, "link_opened.html", opened, token=known)

    @room.post("/<token>")
    def open_document(token: str) -> AnyResponse:
        known = clean(token)
        open_link(tools, known, now=now())
        session[OPENED] = [*session.get(OPENED, []), _mark(known)][-KEPT:]
        return redirect(f"/l/{known}", code=303)

    @room.get("/<token>/files/<any(pdf, docx, txt):form>")
    def file(token: str, form: str) -> AnyResponse:
        known = clean(token)
        if not _is_opened(known):
            return redirect(f"/l/{known}", code=303)
        return download(*read_link_file(tools, known, format=form, now=now()))


def _page(
    tools: Tools, template: str, link: LinkView | OpenedLink, *, token: str
) -> str:
    """Speak the recipient's language, unless the reader has chosen another here."""
    chosen = "language" in request.cookies
    said = words() if chosen else tools.speak(link.language)
    return render_template(
        template, link=link, token=token, words=said, size=size, ordered=ordered
    )


def clean(token: str) -> str:
    return token.rstrip(TAIL)


def _is_opened(token: str) -> bool:
    return _mark(token) in session.get(OPENED, [])


def _mark(token: str) -> str:
    """Return what the reader's cookie remembers: never the token itself."""
    return sha256(token.encode()).hexdigest()[:16]
