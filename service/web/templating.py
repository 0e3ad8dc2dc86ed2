"""How pages are drawn: our templates, the public sector's components, our words."""

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.local import LocalProxy

from service.core.permits import Act
from service.web.addresses import here, is_here
from service.web.context import words
from service.web.visitor import may, visitor

PAGES = Path(__file__).parents[2] / "templates" / "pages"
_COMPONENTS = "govuk_frontend_jinja"


def install(app: Flask) -> None:
    """`words`, `visitor` and the rest are globals, so that macros know them too."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(PAGES),
            PrefixLoader({_COMPONENTS: PackageLoader(_COMPONENTS)}),
        ]
    )
    app.jinja_env.globals.update(
        words=LocalProxy(words),
        visitor=visitor,
        may=may,
        acts=Act,
        here=here,
        is_here=is_here,
    )
