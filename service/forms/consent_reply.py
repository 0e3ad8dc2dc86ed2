"""How staff answer a question: in writing on the asker's page, or in another way."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from service.core.consent import REPLIES, Reply
from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form


class ReplyForm(Form):
    """`text` is the answer where it stands on their page, else a note of ours."""

    way = ask.choice("How do you answer?", REPLIES, reads=Reply)
    text = ask.text(
        "Your answer, or a note of what you said",
        hint="Needed for an answer in writing, which only whoever asked sees. A note is"
        " seen by you who work here alone.",
        most=4_000,
        required=False,
    )

    @validates_schema
    def _is_answered_in_words(self, data: Mapping[str, Any], **_: object) -> None:
        if data.get("way") is Reply.PAGE and not data.get("text"):
            raise ValidationError([Sentence("Write your answer.")], field_name="text")
