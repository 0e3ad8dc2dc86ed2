"""What is turned away before any room sees it: forged, doubled or swollen requests."""

from flask import Flask, abort, request
from flask_wtf import CSRFProtect
from werkzeug.exceptions import HTTPException

from service.web.context import actor
from service.web.sign_in import OPEN_ROOMS

MAX_FORM_PARTS = 2_000
LONGEST_FIELD = 500_000
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_csrf = CSRFProtect()


def install(app: Flask) -> None:
    _csrf.init_app(app)
    for guard in GUARDS:
        app.before_request(guard)


def refuse_doubled_parameters() -> None:
    """`?id=1&id=2` means nothing here (catalogue row J18)."""
    if any(len(values) > 1 for _, values in request.args.lists()):
        abort(400)


def refuse_broken_bodies() -> None:
    """A server tells of broken chunks by errors of its own, without a common name."""
    try:
        _ = request.form
    except HTTPException:
        raise
    except Exception:
        abort(400)


def refuse_swollen_forms() -> None:
    """Werkzeug measures the parts of multipart forms only (row J14)."""
    is_long = any(len(text) > LONGEST_FIELD for text in request.form.values())
    if is_long or len(request.form) > MAX_FORM_PARTS:
        abort(413)


def refuse_forgery() -> None:
    """A change needs our own page's token, and no other site as its origin."""
    if request.method in _HARMLESS:
        return
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        abort(403)
    _csrf.protect()


def refuse_strangers() -> None:
    """A room asks who comes in, whatever its pages do, unless it is an open one."""
    if request.blueprint and request.blueprint not in OPEN_ROOMS:
        actor()


GUARDS = (
    refuse_doubled_parameters,
    refuse_broken_bodies,
    refuse_swollen_forms,
    refuse_forgery,
    refuse_strangers,
)
