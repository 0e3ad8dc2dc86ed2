"""The pages that ask who one is: at the door, and once more before what counts."""

from flask import render_template, request

from service.actions.access import demo_accounts
from service.core.sentence import Sentence
from service.web import keeping
from service.web.addresses import here, local
from service.web.context import SignInNeeded, actor, tools
from service.web.keeping import Kept

NAME = "sign_in"
Page = tuple[str, int]


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
        provider=provider_host(),
        problem=problem,
        why=why,
        way_on=way_on or request.values.get("next") or otherwise,
        kept=kept or keeping.carried() or keeping.to_carry(),
    )
    return shown, 200 if is_asked_for else status


def ask_again(*, why: Sentence | None = None, way_on: str = "") -> Page:
    """Return the page that asks for a fresh proof of who one is."""
    way_on = way_on or _where_they_were()
    is_page_itself = way_on == here() and request.method == "GET"
    shown = render_template(
        "sign_in_again.html",
        who=actor(),
        is_demo=tools().settings.demo_sign_in,
        provider=provider_host(),
        why=why,
        way_on=way_on,
        back="/" if is_page_itself else way_on,
    )
    return shown, 401


def provider_host() -> str:
    """Return the name people know the provider by; empty without one."""
    provider = tools().provider
    return provider.host if provider else ""


def _where_they_were() -> str:
    """Return the page whose button was pressed, when this one cannot be asked for."""
    if request.method == "GET":
        return here()
    return local((request.referrer or "/").removeprefix(request.host_url[:-1]))
