"""Every problem as a page: what happened, why, and what to do now."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug import Response
from werkzeug.exceptions import HTTPException, InternalServerError

from service.core.errors import Invalid, NotFound, Refused, Unavailable
from service.core.sentence import Sentence
from service.web import sign_in
from service.web.context import SignInNeeded

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
    413: Said(
        Sentence("That was too much at once"),
        Sentence("Shorten the text or divide it, and try again. Nothing was saved."),
    ),
    422: Said(
        Sentence("Something needs another look"),
        Sentence("Go back and check what you wrote."),
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
STATUS = {NotFound: 404, Refused: 409, Invalid: 422}
RETRY_SECONDS = "5"


def install(app: Flask) -> None:
    """Answer our own errors, the protocol's, and at last whatever nobody foresaw."""
    for error, status in STATUS.items():
        app.register_error_handler(error, _planned(status))
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(SignInNeeded, lambda _: sign_in.page())
    app.register_error_handler(CSRFError, _unproven)
    app.register_error_handler(HTTPException, _protocol)
    app.register_error_handler(Exception, _fault)


def page(status: int, *, why: str = "") -> tuple[str, int]:
    """Return the page of a status; a status without one borrows that of 400 or 500."""
    said = SAID.get(status) or SAID[500 if status >= 500 else 400]
    return (
        render_template("error.html", said=said, why=why, status=status, number=_id()),
        status,
    )


def _planned(status: int) -> Callable[[Exception], Answer]:
    return lambda error: page(status, why=getattr(error, "said", ""))


def _unavailable(error: Unavailable) -> Answer:
    """Say so without looking anything up: the database is what is not there."""
    g.at_fault = True
    current_app.logger.warning("unavailable: %s", type(error.__cause__).__name__)
    response = current_app.make_response(page(503))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _unproven(error: CSRFError) -> Answer:
    """The token went with the session: let them sign in and keep what they wrote."""
    if request.blueprint in sign_in.OPEN_ROOMS or sign_in.is_signed_in():
        return page(400)
    return sign_in.page()


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
    current_app.logger.error("fault %s", _id(), exc_info=error)
    return page(InternalServerError.code)


def _id() -> str:
    if "correlation_id" not in g:
        g.correlation_id = uuid4().hex[:12]
    return str(g.correlation_id)
