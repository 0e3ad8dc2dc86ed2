"""What every kind of record must bring along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from service.core.classification import Classification
from service.core.errors import Invalid, Problems, Refused
from service.core.meeting import NextMeeting
from service.core.sentence import Sentence
from service.core.when import YEARS_AHEAD
from service.document.blocks import Document, Letterhead
from service.document.words import Words
from service.forms.answers import Form, load

Answers = Mapping[str, Any]
Step = Callable[[dict[str, Any]], dict[str, Any]]


class Answered(Protocol):
    """A model: what the answers mean, and what is wrong between them."""

    def problems(self) -> Problems: ...


Model = TypeVar("Model", bound=Answered)


Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a record goes to, where its own answers say so.

    `to` holds (the address's place in the answers, name, address, language).
    """

    classification: Classification
    language: str
    to: tuple[tuple[Path, str, str, str], ...]


def nothing_wrong(_: object, today: date) -> Problems:
    return {}


def no_meetings(_: object) -> tuple[NextMeeting, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Model]):
    """A kind of record. `upgrades` holds one step for each version but the first.

    `problems_on` is what is wrong on the day that it is asked for, as `problems`.
    `held_on` is the day of the meeting or decision it tells of, if it has one.
    `addressed` is None where whoever sends a record chooses its recipients.
    """

    name: str
    label: str
    about: str
    schema: Form
    model: Callable[..., Model]
    compose: Callable[[Model, Words, Letterhead], Document]
    title: Callable[[Model, Words], str]
    held_on: Callable[[Model], date | None]
    addressed: Callable[[Model], Addressed] | None = None
    problems_on: Callable[[Model, date], Problems] = nothing_wrong
    meetings: Callable[[Model], tuple[NextMeeting, ...]] = no_meetings
    upgrades: tuple[Step, ...] = ()

    @property
    def version(self) -> int:
        return len(self.upgrades) + 1

    def read(self, answers: Answers, *, today: date | None = None) -> Model:
        """Return the model the answers describe, or raise Invalid with every problem.

        A door gives `today`, and no day may then lie more than two years ahead; what is
        stored already was checked on its own day, and is read without.
        """
        loaded = load(self.schema, answers)
        model = self.model(**loaded)
        of_today = self.problems_on(model, today) if today else {}
        problems = {**_too_far(loaded, today), **of_today, **model.problems()}
        if problems:
            raise Invalid(problems)
        return model

    def write(self, model: Model) -> dict[str, Any]:
        """Return the answers as plain JSON values, ready to store."""
        return dict(self.schema.dump(model))

    def upgrade(self, answers: Answers, version: int) -> dict[str, Any]:
        """Return answers of an older `version` as this version reads them."""
        if version > self.version:
            raise Refused(Sentence("A newer version of Handslag saved this record."))
        upgraded = dict(answers)
        for step in self.upgrades[version - 1 :]:
            upgraded = step(upgraded)
        return upgraded


def _too_far(loaded: Answers, today: date | None) -> Problems:
    last = today.year + YEARS_AHEAD if today else date.max.year
    far = (k for k, v in loaded.items() if isinstance(v, date) and v.year > last)
    said = Sentence("Give a year no later than {last}.", last=str(last))
    return {name: [said] for name in far}


AnyKind = Kind[Any]
