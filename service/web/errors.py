"""Every problem as a page: what happened, why, and what to do now."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug import Response
from werkzeug.exceptions import HTTPException, InternalServerError

from service.core import correlation
from service.core.errors import (
    Confidential,
    Forbidden,
    FreshSignInNeeded,
    Invalid,
    NotFound,
    Refused,
    TooMany,
    Unavailable,
)
from service.core.permits import Act
from service.core.sentence import Sentence
from service.web import glass, sign_in_pages
from service.web.context import SignInNeeded, actor
from service.web.permits import needed_act

Answer = tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Said:
    heading: Sentence
    advice: Sentence


SAID = {
    400: Said(
        Sentence("We could not read what was sent"),
        Sentence("Go back, load the page again and try once more."),
    ),
    403: Said(
        Sentence("That came from somewhere else"),
        Sentence("Open the page here in Handslag and press the button again."),
    ),
    404: Said(
        Sentence("The page is not here"),
        Sentence("It may have been moved, or belong to another organisation."),
    ),
    405: Said(
        Sentence("The page cannot be used that way"),
        Sentence("Open it from the start page instead."),
    ),
    409: Said(
        Sentence("That is not possible right now"),
        Sentence("Something has changed since the page was shown. Look at it again."),
    ),
    408: Said(
        Sentence("It took too long to arrive"),
        Sentence("Check your connection and try again. Nothing was saved."),
    ),
    413: Said(
        Sentence("That was too much at once"),
        Sentence("Shorten the text or divide it, and try again. Nothing was saved."),
    ),
    422: Said(
        Sentence("Something needs another look"),
        Sentence("Go back and check what you wrote."),
    ),
    429: Said(
        Sentence("A little slower, please"),
        Sentence("What you wrote stays if you go back."),
    ),
    503: Said(
        Sentence("It is not possible to save or fetch anything right now"),
        Sentence("Try again in a moment. What you wrote stays if you go back."),
    ),
    500: Said(
        Sentence("Something broke on our side"),
        Sentence("Try again in a moment. Quote the number below if it goes on."),
    ),
}
FORBIDDEN = Said(
    Sentence("You may not do that"),
    Sentence("An administrator of your organisation can give you another role."),
)
STATUS = {NotFound: 404, Refused: 409, Invalid: 422}
RETRY_SECONDS = "5"


def install(app: Flask) -> None:
    """Answer our own errors, the protocol's, and at last whatever nobody foresaw."""
    for error, status in STATUS.items():
        app.register_error_handler(error, _planned(status))
    app.register_error_handler(Confidential, _confidential)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(SignInNeeded, lambda _: sign_in_pages.page())
    app.register_error_handler(FreshSignInNeeded, lambda _: sign_in_pages.ask_again())
    app.register_error_handler(CSRFError, _unproven)
    app.register_error_handler(HTTPException, _protocol)
    app.register_error_handler(Exception, _fault)


def said_of(status: int) -> Said:
    """Return what is said of a status; of one without words, what of 400 or 500."""
    return SAID.get(status) or SAID[500 if status >= 500 else 400]


def page(status: int, *, why: str = "", said: Said | None = None) -> tuple[str, int]:
    """Return the page of a status, which says why as far as that is known."""
    told = said or said_of(status)
    number = correlation.number()
    return (
        render_template("error.html", said=told, why=why, status=status, number=number),
        status,
    )


def _planned(status: int) -> Callable[[Exception], Answer]:
    return lambda error: page(status, why=getattr(error, "said", ""))


def _forbidden(error: Forbidden) -> Answer:
    if sign_in_pages.is_signed_in() and not actor().roles:
        return render_template("no_role.html", who=actor()), 403
    return page(403, why=error.said, said=FORBIDDEN)


def _confidential(error: Confidential) -> Answer:
    """Show the glass in place of what was asked for, whatever that was."""
    named = request.view_args or {}
    record_id = named.get("record_id") or named.get("consent_id")
    return (glass.page(record_id), 403) if record_id else page(404)


def _too_many(error: TooMany) -> Answer:
    response = current_app.make_response(page(429, why=error.said))
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _unavailable(error: Unavailable) -> Answer:
    """Say so without looking anything up: the database is what is not there."""
    g.at_fault = True
    cause = type(error.__cause__ or error).__name__
    current_app.logger.warning("unavailable: %s", cause)
    response = current_app.make_response(page(503, why=error.said))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _unproven(error: CSRFError) -> Answer:
    """The token went with the session: let them sign in and keep what they wrote."""
    if needed_act() is Act.ANYBODY or sign_in_pages.is_signed_in():
        return page(400)
    return sign_in_pages.page()


def _protocol(error: HTTPException) -> Answer:
    if error.code is None or error.code < 400:
        return Response.force_type(error.get_response())
    text, status = page(error.code)
    response = current_app.make_response((text, status))
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _fault(error: Exception) -> Answer:
    """Log the fault under a number that the page shows; tell nothing else."""
    g.at_fault = True
    current_app.logger.error("fault %s", correlation.number(), exc_info=error)
    return page(InternalServerError.code)
