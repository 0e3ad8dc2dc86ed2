"""What all pages of a link have: who asks, its languages, and two languages at once."""

from flask import render_template

from service.core.languages import GUARDIAN_LANGUAGES, MASTER
from service.tools import Tools
from service.web.consents.bilingual import Bilingual, texts
from service.web.consents.key import Key


def page(
    tools: Tools,
    key: Key,
    template: str,
    *,
    organisation: str,
    language: str = "",
    place: str = "",
    **shown: object,
) -> str:
    """Return a page in the key's language, or in `language`.

    `place` is where on the way another language leads back to: empty for the start.
    """
    chosen = language or key.language
    two = Bilingual(tools.speak(chosen), tools.speak(MASTER))
    end = f"/{place}" if place else ""
    return render_template(
        f"consents/{template}.html",
        organisation=organisation,
        offered=tuple(GUARDIAN_LANGUAGES.values()),
        chosen=chosen,
        href_of=lambda code: f"/c/language/{code}{end}",
        link=key.mark,
        is_two=two.is_two,
        both=two.both,
        pair=two.pair,
        say=two.say,
        texts=texts,
        **shown,
    )
