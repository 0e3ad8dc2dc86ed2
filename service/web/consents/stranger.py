"""Somebody whose link we do not know, nor so their language: the browser tells."""

from flask import request

from service.core.languages import GUARDIAN_LANGUAGES, MASTER
from service.web.context import speak_to_guardian
from service.web.cookies import LANGUAGE

TAGS = tuple(dict.fromkeys(one.tag for one in GUARDIAN_LANGUAGES.values()))


def speak_as_the_browser() -> None:
    """Let this page speak what the browser asks for, unless the reader has chosen."""
    if not LANGUAGE.read():
        speak_to_guardian(request.accept_languages.best_match(TAGS, default=MASTER))
