"""Headers every answer carries, errors and downloads too (PROMISES 7, ASVS 3.4)."""

from flask import Flask
from werkzeug import Response

from service.core.correlation import numbered
from service.core.headers import BARE, SECURE

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    **BARE,
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """A room may set a stricter header itself; what it leaves out is filled in."""
    secure = app.config["SESSION_COOKIE_SECURE"]
    headers = {**HEADERS, **SECURE} if secure else HEADERS
    app.wsgi_app = numbered(app.wsgi_app)  # type: ignore[method-assign, assignment]

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if not response.cache_control.public:  # a page or a file is somebody's own
            response.headers["Cache-Control"] = BARE["Cache-Control"]
            response.vary.add("Cookie")
        return response
