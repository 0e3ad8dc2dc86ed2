"""The rows of a batch's file: each one read, and every bad one named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.actions.addressing import CLOSED
from service.actions.composing import undrawable
from service.actions.consent.batch_children import Children
from service.actions.consent.batch_columns import TICKS, Columns, Path, Told
from service.actions.consent.real_people import numbers_of_nobody
from service.core.batches import Finding, ItemState
from service.core.csv_file import Cells
from service.core.errors import merged
from service.core.languages import GUARDIAN_LANGUAGES
from service.core.sentence import Sentence
from service.core.spreadsheet import FORMULA_SIGNS
from service.forms.answers import load_some
from service.kind import out_of_range
from service.kinds.consent.days import problems_on
from service.kinds.consent.form import ConsentForm
from service.kinds.consent.half import half
from service.kinds.consent.model import Consent, Guardian

OF_A_ROW = (
    "child_name",
    "child_identity",
    "child_protected",
    "reference",
    "guardians",
)
CHILD: Path = ("child_name",)
SURPLUS = Sentence("This row has more cells than the first line.")
YES_OR_NO = Sentence("Write yes or no.")
# What may stand in a column, told where something else does.
ALLOWED: Mapping[str, Sentence] = {
    **dict.fromkeys(TICKS, YES_OR_NO),
    "custody": Sentence("Write joint, sole or appointed."),
    "interpreter": Sentence("Write none, by phone or on site."),
    "language": Sentence(
        "Write the name or the code of a language there is a text in: {codes}.",
        codes=", ".join(GUARDIAN_LANGUAGES),
    ),
}
NAMES = ("child_name", "name")
FORMULA = Sentence("This looks like a formula and not like a name.")
PAPER_ONLY = Sentence("Protected identity: paper only. The address is not kept.")
ASKED = Sentence("This child has been asked this already.")
TWICE = Sentence(
    "This child stands in row {row}, too. If it is another child of the same name, give"
    " the day of birth of both."
)


class _RowForm(ConsentForm):
    makes = dict


FORM, WHOLE = _RowForm(only=OF_A_ROW), _RowForm(partial=True)


@dataclass(frozen=True, slots=True)
class Row:
    """`answers` are the row's own part of the question, {} for a bad row."""

    number: int
    state: ItemState
    answers: Mapping[str, Any]
    findings: tuple[Finding, ...]
    guardians: tuple[Guardian, ...] = ()


@dataclass
class RowReader:
    """Reads rows against one question, as `load(WHOLE, ...)` gives it.

    `asked` are children not to be asked again; at the addresses in `closed`, in small
    letters, nobody is mailed.
    """

    pattern: Mapping[str, Any]
    columns: Columns
    asked: Children
    closed: frozenset[str]
    today: date
    takes_test_numbers: bool = True
    seen: Children = field(default_factory=Children)

    def read(self, row: Cells) -> Row:
        told = self.columns.told(row.cells)
        loaded, problems = self._judged(told)
        bad = [self._finding(row, told, path, said) for path, said in flat(problems)]
        bad += self._closed(row, told)
        if surplus := "".join(row.cells[len(self.columns.paths) :]).strip():
            bad.append(Finding(row.number, "", surplus, SURPLUS))
        if bad:
            once = tuple(dict.fromkeys(bad))  # a column for all is of each guardian
            return Row(row.number, ItemState.BAD, {}, once)
        return self._good(row, told, loaded)

    def _judged(self, told: Told) -> tuple[dict[str, Any], Mapping[Any, Any]]:
        """Return the answers as the form reads them, and all that is wrong there."""
        loaded, unread = load_some(FORM, told.answers)
        whole = {**self.pattern, **loaded}
        model = half(whole) if unread else Consent(**whole)
        return loaded, merged(
            unread,
            out_of_range(loaded, self.today),
            problems_on(model, self.today),
            model.problems(),
            undrawable(told.answers),
            {} if self.takes_test_numbers else numbers_of_nobody(model),
        )

    def _good(self, row: Cells, told: Told, loaded: dict[str, Any]) -> Row:
        answers = FORM.dump(loaded)
        if (before := self.seen.row_of(answers)) is not None:
            twice = Sentence(TWICE, row=str(before))
            found = (self._finding(row, told, CHILD, twice),)
            return Row(row.number, ItemState.BAD, {}, found)
        self.seen.add(answers, row.number)
        if self.asked.row_of(answers) is not None:
            found = (self._finding(row, told, CHILD, ASKED),)
            return Row(row.number, ItemState.SKIPPED, answers, found)
        guardians = tuple(loaded["guardians"])
        notes = tuple(self._notes(row, told))
        return Row(row.number, ItemState.WAITING, answers, notes, guardians)

    def _closed(self, row: Cells, told: Told) -> Iterator[Finding]:
        for place, one in enumerate(told.answers["guardians"]):
            if str(one.get("email", "")).lower() in self.closed:
                yield self._finding(row, told, ("guardians", place, "email"), CLOSED)

    def _notes(self, row: Cells, told: Told) -> Iterator[Finding]:
        for place in told.dropped:
            heading = self.columns.heading(("guardians", place, "email"))
            yield Finding(row.number, heading, "", PAPER_ONLY)
        for path, text in told.named.items():
            if path[-1] in NAMES and text.startswith(FORMULA_SIGNS):
                heading = self.columns.heading(path)
                yield Finding(row.number, heading, text, FORMULA)

    def _finding(self, row: Cells, told: Told, path: Path, said: Sentence) -> Finding:
        place = told.place(path)
        value = told.text_at(place)
        said = ALLOWED.get(str(path[-1]), said) if value else said
        return Finding(row.number, self.columns.heading(place), value, said)


def flat(problems: Any, path: Path = ()) -> Iterator[tuple[Path, Sentence]]:
    """Yield each problem's place and the first thing that is said of it."""
    if isinstance(problems, Mapping):
        for name, inner in problems.items():
            yield from flat(inner, (*path, name))
    elif problems:
        yield path, problems[0]
