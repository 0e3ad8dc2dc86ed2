"""What every kind of record must bring along."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from service.core.classification import Classification
from service.core.errors import Invalid, Problems, Refused, merged
from service.core.meeting import NextMeeting
from service.core.sentence import Sentence
from service.core.when import EARLIEST_YEAR, YEARS_AHEAD
from service.document.blocks import Document, Letterhead
from service.document.words import Words
from service.forms.answers import Form, load_some

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
    `half` makes a model of what could be read, to say at once what else is wrong.
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
    half: Callable[[Answers], Model] | None = None
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
        loaded, problems = load_some(self.schema, answers)
        if problems:
            raise Invalid(merged(problems, self._else_wrong(loaded, today)))
        model = self.model(**loaded)
        if problems := self._wrong(model, loaded, today):
            raise Invalid(problems)
        return model

    def _else_wrong(self, loaded: Answers, today: date | None) -> Problems:
        return self._wrong(self.half(loaded), loaded, today) if self.half else {}

    def _wrong(
        self, model: Model, loaded: Answers, today: date | None
    ) -> dict[str | int, Any]:
        if today is None:
            return merged(model.problems())
        of_today = self.problems_on(model, today)
        return merged(out_of_range(loaded, today), of_today, model.problems())

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


def out_of_range(answer: Any, today: date) -> Any:
    """Return a problem for each day outside 1900 to two years ahead, nested alike."""
    if isinstance(answer, date):
        return _out_of_range(answer, last=today.year + YEARS_AHEAD)
    found = ((place, out_of_range(part, today)) for place, part in _parts(answer))
    return {place: problems for place, problems in found if problems}


def _out_of_range(day: date, *, last: int) -> list[Sentence]:
    if day.year > last:
        said = Sentence(
            "Give a year no later than {last}: no day may lie more than two years"
            " ahead.",
            last=str(last),
        )
        return [said]
    if day.year < EARLIEST_YEAR:
        first = str(EARLIEST_YEAR)
        return [Sentence("Give a year no earlier than {first}.", first=first)]
    return []


def _parts(answer: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(answer, Mapping):
        return answer.items()
    if isinstance(answer, list | tuple):
        return enumerate(answer)
    if is_dataclass(answer):
        return ((one.name, getattr(answer, one.name)) for one in fields(answer))
    return ()


AnyKind = Kind[Any]
