"""Fields that answer in Sentences. What they refuse is listed in docs as bad input."""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, post_load, validate

from service.core.errors import Invalid
from service.core.sentence import Sentence

WHOLE = re.compile("-?[0-9]{1,9}")  # plain digits only: int() would take "١٢" too
BLANK = " \t\r\n"

WRONG = {
    "null": Sentence("Leave this out, or fill it in."),
    "invalid": Sentence("This is not the kind of answer we expected."),
    "invalid_utf8": Sentence("The text was damaged on its way here. Write it again."),
    "type": Sentence("Give the answers as named fields."),
}


class Form(Schema):
    """A schema that refuses what was not asked for, and may build what it describes."""

    makes: ClassVar[Callable[..., Any]] = dict
    error_messages: dict[str, str] = {  # noqa: RUF012 - as marshmallow declares it
        "unknown": Sentence("This form has no such question."),
        "type": WRONG["type"],
    }

    @post_load
    def _make(self, data: Mapping[str, Any], **_: object) -> Any:
        return self.makes(**data)


def load(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as the form reads them, or raise Invalid with all problems."""
    loaded, problems = load_some(form, answers)
    if problems:
        raise Invalid(problems)
    return loaded


def load_some(
    form: Form, answers: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str | int, Any]]:
    """Return what can be read of the answers, and what is wrong with the others.

    A row that is wrong stays in its place, as a mapping of what can be read of it.
    """
    try:
        return dict(form.load(answers)), {}
    except ValidationError as problem:
        problems = problem.normalized_messages()  # type: ignore[no-untyped-call]
        valid = problem.valid_data
        return (dict(valid) if isinstance(valid, Mapping) else {}), problems


class Said(fields.Field[Any]):
    """Says what is wrong in a Sentence, by the label when an answer is missing."""

    def make_error(self, key: str, **_: object) -> ValidationError:
        if key == "required":
            return ValidationError([self._missing()])
        return ValidationError([WRONG[key]])

    def _missing(self) -> Sentence:
        return Sentence("Fill in “{question}”.", question=self.metadata["label"])


class Told(Said, fields.String):
    """A text that `reads` normalises or turns into a value, or refuses (ValueError)."""

    def __init__(self, reads: Callable[[str], Any], **asked: Any) -> None:
        super().__init__(**asked)
        self.reads = reads

    def _deserialize(self, value: Any, *place: Any, **more: Any) -> Any:
        text = super()._deserialize(value, *place, **more)
        return self._read(text) if text.strip(BLANK) else self._blank()

    def _read(self, text: str) -> Any:
        try:
            return self.reads(text)
        except ValueError as problem:
            raise ValidationError([problem.args[0]]) from None

    def _blank(self) -> Any:
        if self.required:
            raise self.make_error("required")
        return self.load_default


class Whole(Said, fields.Integer):
    """A whole number as a JSON integer or plain digits: not 3.7, not true, not "١٢"."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if isinstance(value, str) and WHOLE.fullmatch(value.strip(BLANK)):
            value = int(value)
        if type(value) is not int:
            raise ValidationError([Sentence("Write a whole number.")])
        return value


class Tick(Said, fields.Boolean):
    """Only ``true`` means yes and only ``false`` means no."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError([Sentence("Answer true or false.")])
        return value


class Several(Said, fields.List[Any]):
    """A list whose length is checked before any of its elements is read."""

    def __init__(self, inner: fields.Field[Any], *, most: int, **asked: Any) -> None:
        super().__init__(inner, **asked)
        self.most = most

    def _deserialize(self, value: Any, *place: Any, **more: Any) -> list[Any]:
        if isinstance(value, list) and len(value) > self.most:
            most = Sentence("Give at most {most}.", most=str(self.most))
            raise ValidationError([most])
        if self.required and value == []:
            raise self.make_error("required")
        return super()._deserialize(value, *place, **more)


class Row(Said, fields.Nested):
    """One row: the answers to a form within the form."""


class Rows(Several):
    """Rows of a form within the form."""

    def _missing(self) -> Sentence:
        return Sentence(
            "Add at least one row under “{question}”.", question=self.metadata["label"]
        )


class AtMost(validate.Length):
    def _format_error(self, value: Any, message: str) -> str:
        return Sentence("Write at most {most} characters.", most=str(self.max))


class Between(validate.Range):
    def _format_error(self, value: Any, message: str) -> str:
        lowest, highest = str(self.min), str(self.max)
        return Sentence(
            "Write a number from {least} to {most}.", least=lowest, most=highest
        )


def each_once(chosen: list[Any]) -> None:
    """Refuse a list in which something stands twice."""
    if len(set(chosen)) < len(chosen):
        raise ValidationError([Sentence("Choose each answer once.")])
