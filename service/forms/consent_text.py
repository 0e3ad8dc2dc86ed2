"""What a consent text is made of, as whoever writes it is asked."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from service.core.consent_text import SHORT_LINES, strange_gaps
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.forms import fields as ask
from service.forms.answers import Form

MOST_SECTIONS = 20


def read_passage(text: str) -> str:
    """Return a passage on one line whose gaps are known, or raise ValueError."""
    passage = clean_line(" ".join(text.split()))
    if strange := strange_gaps(passage):
        raise ValueError(
            Sentence(
                "{gap} is no gap that is filled. Write the name of one, or no braces.",
                gap="{" + strange[0].strip("{") + "}",
            )
        )
    return passage


class SectionForm(Form):
    heading = ask.read("Heading", read_passage)
    text = ask.read("Text", read_passage)


class ReferenceForm(Form):
    reference = ask.line("Law and place")
    as_of = ask.day("As it stood on")


class ConsentTextForm(Form):
    title = ask.read("Heading", read_passage)
    lead = ask.read("First words", read_passage)
    short = ask.lines("In short: three lines", most=SHORT_LINES)
    if_yes = ask.read("What happens after a yes", read_passage)
    if_no = ask.read("What happens after a no", read_passage)
    withdraw = ask.read("To take a yes back", read_passage)
    kept = ask.read("How the answer is kept, and who sees it", read_passage)
    secrecy = ask.read("What secrecy means", read_passage)
    still = ask.read("What is done whatever the answer", read_passage)
    statement_guardian = ask.read("What a guardian signs", read_passage)
    statement_child = ask.read("What a child signs", read_passage)
    child_title = ask.read("Heading for the child", read_passage)
    child_lead = ask.read("First words to the child", read_passage)
    privacy = ask.rows(
        "Personal data", SectionForm, one="Question and answer", most=MOST_SECTIONS
    )

    @validates_schema
    def _has_three_short_lines(self, data: Mapping[str, Any], **_: object) -> None:
        lines = data.get("short", ())
        if lines and len(lines) != SHORT_LINES:
            raise ValidationError([Sentence("Write three lines.")], field_name="short")
        for line in lines:
            _check(line)


class MasterForm(ConsentTextForm):
    legal = ask.rows(
        "What the text leans on",
        ReferenceForm,
        one="Place in the law",
        most=MOST_SECTIONS,
    )


class TranslationForm(ConsentTextForm):
    binding = ask.read("That the Swedish text applies", read_passage)


def _check(line: str) -> None:
    try:
        read_passage(line)
    except ValueError as problem:
        raise ValidationError([problem.args[0]], field_name="short") from None
