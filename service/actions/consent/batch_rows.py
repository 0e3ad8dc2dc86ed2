"""The rows of a batch's file: each one read, and every bad one named."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.actions.addressing import CLOSED
from service.actions.composing import undrawable
from service.actions.consent.batch_children import Children
from service.actions.consent.batch_columns import Columns, Path, read_columns
from service.actions.importing import NO, YES
from service.core.batches import Finding, ItemState
from service.core.csv_file import Cells, refused, rows_of
from service.core.errors import Invalid
from service.core.sentence import Sentence
from service.forms.answers import load
from service.kinds.consent.form import ConsentForm
from service.kinds.consent.model import Consent
from service.tools import Tools

MOST_BYTES, MOST_ROWS = 5_000_000, 10_000
OF_A_ROW = ("child_name", "child_identity", "reference", "guardians")
PAPER_ONLY = Sentence("Protected identity: paper only. The address is not kept.")
SHARED_BOX = Sentence("This address has more than one name. Each gets an own mail.")
ASKED = Sentence("This child has been asked this already.")
TWICE = Sentence(
    "This child stands in row {row}, too. If it is another child of the same name, give"
    " both their days of birth."
)
WINDOWS = "windows-1252"


class _RowForm(ConsentForm):
    makes = dict


FORM, WHOLE = _RowForm(only=OF_A_ROW), _RowForm()


@dataclass(frozen=True, slots=True)
class Row:
    """`answers` are the row's own part, {} for a bad row."""

    number: int
    state: ItemState
    answers: Mapping[str, Any]
    findings: tuple[Finding, ...]
    guardians: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    rows: tuple[Row, ...]
    encoding: str


@dataclass
class Reader:
    """Reads rows against one question. `asked` are children not to be asked again."""

    pattern: Mapping[str, Any]
    columns: Columns
    asked: Children
    closed: frozenset[str]
    seen: Children = field(default_factory=Children)

    def read(self, row: Cells) -> Row:
        named = self.columns.named(row.cells)
        answers, places, found = self._answers(row.number, named)
        found += list(self._surplus(row))
        try:
            loaded = load(FORM, answers)
            model = Consent(**{**self.pattern, **loaded})
            problems = {**undrawable(answers), **model.problems()}
        except Invalid as problem:
            problems = dict(problem.problems)
            loaded = {}
        told = [self._told(row.number, p, s, places, named) for p, s in flat(problems)]
        told += found + list(self._closed(row.number, answers, places))
        if bad := [one for one in told if one.said is not PAPER_ONLY]:
            return Row(row.number, ItemState.BAD, {}, tuple(bad))
        return self._good(row.number, loaded, tuple(told))

    def _good(self, number: int, loaded: Any, told: tuple[Finding, ...]) -> Row:
        answers = FORM.dump(loaded)
        before = self.seen.row_of(answers)
        self.seen.add(answers, number)
        name = self.columns.heading(("child_name",))
        if before is not None:
            said = Sentence(TWICE, row=str(before))
            twice = Finding(number, name, answers["child_name"], said)
            return Row(number, ItemState.BAD, {}, (twice,))
        state, guardians = ItemState.WAITING, tuple(loaded["guardians"])
        if self.asked.row_of(answers) is not None:
            state = ItemState.SKIPPED
            told = (Finding(number, name, answers["child_name"], ASKED),)
        return Row(number, state, answers, told, guardians)

    def _answers(
        self, number: int, named: Mapping[Path, str]
    ) -> tuple[dict[str, Any], list[int], list[Finding]]:
        """Return what a row answers, each guardian's number, and what was odd."""
        value = self.columns.value
        told = {str(p[0]): t for p, t in named.items() if len(p) == 1}
        places = sorted({int(p[1]) for p in named if len(p) == 3 and p[1]})
        guardians, found = [], []
        for place in places:
            said = {str(p[2]): t for p, t in named.items() if p[1:2] in ((0,), (place,))}
            own = {str(p[2]): t for p, t in named.items() if p[1:2] == (place,)}
            one = {name: value(name, text) for name, text in {**said, **own}.items()}
            found += self._ticks(number, place, one)
            if one.get("protected") is True and one.pop("email", ""):
                path: Path = ("guardians", place, "email")
                found.append(self._finding(number, path, named.get(path, ""), PAPER_ONLY))
            guardians.append(one)
        return {**told, "guardians": guardians}, places, found

    def _ticks(
        self, number: int, place: int, one: dict[str, Any]
    ) -> Iterator[Finding]:
        for name in ("protected", "on_paper"):
            if (text := str(one.get(name, False)).casefold()) not in (*YES, *NO):
                path: Path = ("guardians", place, name)
                said = Sentence("Write yes or no.")
                yield self._finding(number, path, one.pop(name), said)
                continue
            one[name] = text in YES

    def _told(
        self,
        number: int,
        path: Path,
        said: Sentence,
        places: Sequence[int],
        named: Mapping[Path, str],
    ) -> Finding:
        if path[0] == "guardians" and len(path) > 1 and int(path[1]) < len(places):
            path = ("guardians", places[int(path[1])], *path[2:])
        return self._finding(number, path, named.get(path, ""), said)

    def _finding(self, number: int, path: Path, value: Any, said: Sentence) -> Finding:
        return Finding(number, self.columns.heading(path), str(value), said)

    def _surplus(self, row: Cells) -> Iterator[Finding]:
        surplus = "".join(row.cells[len(self.columns.paths) :]).strip()
        if surplus:
            said = Sentence("This row has more cells than the first line.")
            yield Finding(row.number, "", surplus, said)

    def _closed(
        self, number: int, answers: Mapping[str, Any], places: Sequence[int]
    ) -> Iterator[Finding]:
        for place, one in zip(places, answers["guardians"], strict=True):
            if str(one.get("email", "")).lower() in self.closed:
                path: Path = ("guardians", place, "email")
                yield self._finding(number, path, one["email"], CLOSED)
