"""What can be asked of a search. Everything is optional."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from service.core.classification import Classification
from service.core.search import Standing
from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form
from service.forms.sending import CLASSIFICATIONS

MOST_PAGES = 10_000
STANDINGS = (
    (Standing.FAILED, Sentence("Some mail has failed")),
    (Standing.WAITING, Sentence("Some mail is waiting")),
)


class SearchForm(Form):
    words = ask.line(
        "What are you looking for?",
        required=False,
        hint="Every word must be there, in any form."
        " For titles and names the beginning is enough.",
    )
    kind = ask.line("Kind", required=False)
    classification = ask.choice(
        "How open it is",
        CLASSIFICATIONS,
        reads=Classification,
        default=None,
        required=False,
    )
    since = ask.day(
        "Saved from", required=False, hint="For example 2020-06-16 or 16 June 2020."
    )
    until = ask.day("Saved until", required=False)
    saved_by = ask.line("Saved by", required=False, hint="The whole name.")
    group = ask.identity("Sent to the group", required=False)
    standing = ask.choice(
        "Mails", STANDINGS, reads=Standing, default=None, required=False
    )

    page = ask.whole("Page", most=MOST_PAGES, required=False)

    @validates_schema
    def _ends_after_it_began(self, data: Mapping[str, Any], **_: object) -> None:
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            said = Sentence("The end lies before the start.")
            raise ValidationError([said], field_name="until")
