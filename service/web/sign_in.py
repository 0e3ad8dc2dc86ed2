"""The doors to the staff's rooms: by OpenID Connect, or by name alone in the demo.

A session that ended while somebody wrote loses nothing: what they sent travels along,
in hidden fields on our own pages and sealed with us while they are at the provider, and
becomes a draft once they have signed in again.
"""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug import Response

from service.actions.access import demo_accounts
from service.actions.signing_in import (
    SignedIn,
    Visit,
    come_back,
    finish_sign_in,
    leave_to_sign_in,
    sign_in_demo,
    sign_out,
    way_to_sign_out,
)
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
from service.web.addresses import here, local
from service.web.context import SignInNeeded, actor, now, recognise, tools
from service.web.cookies import SESSION, SIGN_IN
from service.web.keeping import Kept
from service.web.limiting import take
from service.web.permits import needs

NAME = "sign_in"
Page = tuple[str, int]
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
        _add_provider(room, tools)
    _add_way_out(room, tools)
    return room


def is_signed_in() -> bool:
    try:
        actor()
    except SignInNeeded:
        return False
    return True


def page(
    *,
    problem: Sentence | None = None,
    why: Sentence | None = None,
    way_on: str = "",
    kept: Kept | None = None,
    status: int = 401,
) -> Page:
    """Return the page that asks who you are, with what was sent tucked away in it.

    `problem` is about the choice in the demo, `why` about the way to the provider.
    """
    is_asked_for = request.endpoint == f"{NAME}.ask"
    otherwise = "/" if is_asked_for else here()
    shown = render_template(
        "sign_in.html",
        accounts=demo_accounts(tools()) if tools().settings.demo_sign_in else (),
        provider=_provider_host(),
        problem=problem,
        why=why,
        way_on=way_on or request.values.get("next") or otherwise,
        kept=kept or keeping.carried() or keeping.to_carry(),
    )
    return shown, 200 if is_asked_for else status


def ask_again(*, why: Sentence | None = None, way_on: str = "") -> Page:
    """Return the page that asks for a fresh proof of who one is."""
    shown = render_template(
        "sign_in_again.html",
        who=actor(),
        is_demo=tools().settings.demo_sign_in,
        provider=_provider_host(),
        why=why,
        way_on=way_on or _where_they_were(),
    )
    return shown, 401


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


def _add_provider(room: Blueprint, tools: Tools) -> None:
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
            "sign_in_leaving.html", address=departure.address, provider=_provider_host()
        )
        return SIGN_IN.keep(Response(shown, mimetype="text/html"), departure.browser)

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
        return SESSION.drop(redirect("/signed-out", code=303))

    @room.get("/signed-out")
    @needs(Act.ANYBODY)
    def gone() -> str:
        if is_signed_in():
            abort(404)
        back_to = f"{tools.settings.base_url}/sign-in"
        return render_template(
            "signed_out.html",
            way=way_to_sign_out(tools, back_to=back_to, now=now()),
            provider=_provider_host(),
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
    place = keeping.keep(kept) if kept else local(way_on)
    return SESSION.keep(redirect(place, code=303), entered.token)


def _visit() -> Visit:
    return Visit(device(request.headers.get("User-Agent", "")), SESSION.read())


def _provider_host() -> str:
    provider = tools().provider
    return provider.host if provider else ""


def _where_they_were() -> str:
    """Return the page whose button was pressed, when this one cannot be asked for."""
    if request.method == "GET":
        return here()
    return local((request.referrer or "/").removeprefix(request.host_url[:-1]))
