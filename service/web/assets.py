"""Styles, scripts and fonts. Only the files in this table leave the house."""

import hashlib
from pathlib import Path

from flask import Flask, abort, send_file
from werkzeug import Response

from service.core.permits import Act
from service.web.permits import needs

ROOT = Path(__file__).parents[2]
_OWN = ROOT / "templates" / "static"
_GOVUK = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk"
_FONT = ROOT / "node_modules" / "@fontsource-variable" / "source-sans-3"
_ARABIC = ROOT / "node_modules" / "@expo-google-fonts" / "vazirmatn"
_ALPHABETS = (
    "latin",
    "latin-ext",
    "cyrillic",
    "cyrillic-ext",
    "greek",
    "greek-ext",
    "vietnamese",
)

ASSETS = {
    **{file.name: file for file in sorted(_OWN.iterdir())},
    "govuk-frontend.min.css": _GOVUK / "govuk-frontend.min.css",
    "govuk-frontend.min.js": _GOVUK / "govuk-frontend.min.js",
    "source-sans-3/index.css": _FONT / "index.css",
    **{
        f"source-sans-3/{name}": _FONT / name
        for alphabet in _ALPHABETS
        for name in [f"files/source-sans-3-{alphabet}-wght-normal.woff2"]
    },
    "vazirmatn/400.ttf": _ARABIC / "400Regular" / "Vazirmatn_400Regular.ttf",
    "vazirmatn/700.ttf": _ARABIC / "700Bold" / "Vazirmatn_700Bold.ttf",
}
YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Serve the table under an address that changes when any file changes."""
    version = _version()
    app.jinja_env.globals["asset"] = lambda name: f"/assets/{version}/{name}"

    @app.get("/assets/<_version>/<path:name>")
    @needs(Act.ANYBODY)
    def asset(_version: str, name: str) -> Response:
        if name not in ASSETS:
            abort(404)
        response = send_file(ASSETS[name], max_age=YEAR)
        response.cache_control.public = True
        response.cache_control.immutable = True
        return response


def _version() -> str:
    digest = hashlib.sha256()
    for path in ASSETS.values():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
