"""What is turned away before any room sees it: forged, doubled or swollen requests."""

from flask import Flask, abort, request
from flask_wtf import CSRFProtect
from werkzeug.exceptions import HTTPException

from service.actions.scans.handing_in import MOST
from service.core.copies import LARGEST
from service.web.context import tools
from service.web.permits import refuse_the_unpermitted

MAX_FORM_PARTS = 2_000
LONGEST_FIELD = 500_000
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
MEBI = 1 << 20
# The longest body, where the usual is too short.
LARGER = {"scans.upload": MOST + MEBI, "copies.check": LARGEST + MEBI}
_csrf = CSRFProtect()


def install(app: Flask) -> None:
    _csrf.init_app(app)
    for guard in GUARDS:
        app.before_request(guard)


def take_larger_bodies() -> None:
    """Scans are long. It goes first: whoever asks for the form reads the body."""
    if request.endpoint in LARGER and request.method == "POST":
        request.max_content_length = LARGER[request.endpoint]


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
    if request.method in _HARMLESS or request.url_rule is None:
        return  # where there is no such page, nothing changes
    if not _is_from_us():
        abort(403)
    _csrf.protect()


def _is_from_us() -> bool:
    """Ask the browser: by Sec-Fetch-Site, or by Origin where it knows only that.

    Pages without a referrer post with the origin `null`, so Sec-Fetch-Site goes first.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    ours = (request.host_url.rstrip("/"), tools().settings.base_url)
    return request.headers.get("Origin", ours[0]) in ours


GUARDS = (
    take_larger_bodies,
    refuse_doubled_parameters,
    refuse_broken_bodies,
    refuse_swollen_forms,
    refuse_forgery,
    refuse_the_unpermitted,
)
