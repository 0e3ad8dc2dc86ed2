"""What guardians may meet, where it is said: their pages, their mails, what is shared.

Who adds a page, a mail or a document for guardians finds it here by its place, or adds
the place; its sentences then have to be said in every language of theirs.
"""

import ast

from jinja2 import Environment

from service.wiring import WORDS
from tests.rules.sentences import (
    MAKERS,
    ROOT,
    Said,
    asks,
    said_in_python,
    said_in_template,
)

# The Swedish catalogues that every language of guardians says the whole of.
AREAS = ("guardian.po", "consent_document.po", "shared.po")
TEMPLATES = (
    "pages/consents/*.html",
    "pages/macros/languages.html",
    "pages/macros/form.html",
    "pages/error.html",
    "mail/consent_*",
    "mail/code.*",
    "mail/short.*",
)
"""Where pages of staff share a folder with those of guardians, they are named here."""
