"""The doors to the staff's rooms: by OpenID Connect, or by name alone in the demo.

A session that ended while somebody wrote loses nothing: what they sent travels along,
in hidden fields on our own pages and sealed with us while they are at the provider, and
becomes a draft once they have signed in again.
"""

from uuid import UUID

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
)
from werkzeug import Response

from service.actions.signing_in import (
    SignedIn,
    Visit,
    finish_sign_in,
    leave_to_sign_in,
    sign_in_demo,
    sign_out,
    way_to_sign_out,
)
from service.actions.travelling import come_back
from service.core.devices import device
from service.core.errors import (
    NotFound,
    ServiceError,
    SignInDown,
    SignInFailed,
    SignInRefused,
)
from service.core.permits import Act
from service.core.sentence import Sentence
from service.limits import Limit
from service.tools import Tools
from service.web import keeping
from service.web.addresses import local
from service.web.context import actor, now, recognise, words
from service.web.cookies import SESSION, SIGN_IN
from service.web.keeping import Kept
from service.web.limiting import take
from service.web.permits import needs
from service.web.sign_in_pages import (
    NAME,
    Page,
    ask_again,
    is_signed_in,
    page,
    provider_host,
)

STATUS: dict[type[ServiceError], int] = {
    SignInFailed: 400,
    SignInRefused: 403,
    SignInDown: 503,
}


def is_open(tools: Tools) -> bool:
    """Whether anybody can sign in here at all."""
    return tools.settings.demo_sign_in or tools.provider is not None


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint(NAME, __name__)

    @room.get("/sign-in")
    @needs(Act.ANYBODY)
    def ask() -> str:
        return page()[0]

    if tools.settings.demo_sign_in:
        _add_demo(room, tools)
    if tools.provider is not None:
        _add_way_to_provider(room, tools)
        _add_way_back(room, tools)
    _add_way_out(room, tools)
    return room


def _add_demo(room: Blueprint, tools: Tools) -> None:
    @room.post("/sign-in")
    @needs(Act.ANYBODY)
    def enter() -> Response | Page:
        try:
            chosen = UUID(request.form.get("account", ""))
            entered = sign_in_demo(tools, chosen, _visit(), now=now())
        except (ValueError, NotFound):
            return page(problem=Sentence("Choose who you are"), status=422)
        return _come_in(entered, request.form.get("next", "/"), keeping.carried())


def _add_way_to_provider(room: Blueprint, tools: Tools) -> None:
    @room.post("/sign-in/provider")
    @needs(Act.ANYBODY)
    def leave() -> Response | Page:
        take(Limit.SIGN_IN)
        again = actor().account_id if request.form.get("again") else None
        kept = keeping.carried()
        try:
            departure = leave_to_sign_in(
                tools,
                browser=SIGN_IN.read(),
                way_on=local(request.form.get("next", "/")),
                kept=kept.written if kept else None,
                again=again,
                now=now(),
            )
        except SignInDown as problem:
            return _ask_anew(problem, again=again)
        shown = render_template(
            "sign_in_leaving.html", address=departure.address, provider=provider_host()
        )
        return SIGN_IN.keep(Response(shown, mimetype="text/html"), departure.browser)


def _add_way_back(room: Blueprint, tools: Tools) -> None:
    @room.get("/sign-in/callback")
    @needs(Act.ANYBODY)
    def come() -> Response | Page:
        told = request.args.to_dict()
        try:
            pending = come_back(
                tools, state=told.get("state", ""), browser=SIGN_IN.read(), now=now()
            )
        except SignInFailed as problem:
            return _ask_anew(problem, way_on="/")
        kept = Kept.of(pending.kept)
        try:
            entered = finish_sign_in(tools, pending, told, _visit(), now=now())
        except tuple(STATUS) as problem:
            return _ask_anew(
                problem, way_on=pending.way_on, kept=kept, again=pending.account_id
            )
        return _come_in(entered, pending.way_on, kept)


def _add_way_out(room: Blueprint, tools: Tools) -> None:
    @room.post("/sign-out")
    @needs(Act.ANYBODY)
    def go() -> Response:
        sign_out(tools, SESSION.read(), now=now())
        session.clear()
        response = SESSION.drop(redirect("/signed-out", code=303))
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    @room.get("/signed-out")
    @needs(Act.ANYBODY)
    def gone() -> str:
        if is_signed_in():
            abort(404)
        back_to = f"{tools.settings.base_url}/sign-in"
        return render_template(
            "signed_out.html",
            way=way_to_sign_out(tools, back_to=back_to, now=now()),
            provider=provider_host(),
        )


def _ask_anew(
    problem: ServiceError,
    *,
    way_on: str = "",
    kept: Kept | None = None,
    again: UUID | None = None,
) -> Page:
    """Say why nobody came in, with the same door to try again; nothing is lost."""
    status = STATUS[type(problem)]
    if again and is_signed_in():
        return ask_again(why=problem.said, way_on=way_on)[0], status
    return page(why=problem.said, way_on=way_on, kept=kept, status=status)


def _come_in(entered: SignedIn, way_on: str, kept: Kept | None) -> Response:
    """Forget what the stranger's pages remembered, and go on as who one is now."""
    session.clear()
    session.permanent = True
    session["language"] = entered.language
    recognise(entered.token)
    place = _made_a_draft(kept) if kept else local(way_on)
    return SESSION.keep(redirect(place, code=303), entered.token)


def _made_a_draft(kept: Kept) -> str:
    """Return the draft's page; somebody else may have come in, who may not write."""
    try:
        return keeping.keep(kept)
    except ServiceError:
        flash(words()("What was written before could not become your draft."))
        return "/"


def _visit() -> Visit:
    return Visit(device(request.headers.get("User-Agent", "")), SESSION.read())
