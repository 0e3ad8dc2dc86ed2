"""What the columns of a batch's file mean, by the names that schools give them.

One row for each child, as pupil registers are exported, with numbered columns for the
guardians. A column for all guardians may stand without a number. A heading that is not
known is refused: it might be the one that says who is protected.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.actions.importing import NO, YES
from service.core.csv_file import refused
from service.core.languages import GUARDIAN_LANGUAGES
from service.core.sentence import Sentence
from service.kinds.consent.form import CUSTODY, INTERPRETERS, MOST_GUARDIANS
from service.tools import Tools

CHILD: Mapping[str, tuple[str, ...]] = {
    "child_name": (
        "child",
        "child name",
        "barn",
        "barnets namn",
        "elev",
        "elevens namn",
    ),
    "child_identity": (
        "child number",
        "child birth date",
        "birth date",
        "barnets personnummer",
        "barnets födelsedatum",
        "elevens personnummer",
        "födelsedatum",
        "personnummer",
    ),
    "reference": ("reference number", "diarienummer", "dnr"),
    "child_protected": (
        "child protected",
        "protected child",
        "barnet skyddat",
        "skyddat barn",
        "elev skyddad",
        "skyddad elev",
    ),
}
OF_ONE: Mapping[str, tuple[str, ...]] = {
    "name": ("", "name", "namn"),
    "email": ("e-mail", "email", "e-post", "epost", "mejl"),
    "phone": ("phone", "telefon", "mobil"),
    "identity": ("number", "personnummer"),
}
OF_ALL: Mapping[str, tuple[str, ...]] = {
    "language": ("language", "språk"),
    "interpreter": ("interpreter", "tolk"),
    "custody": ("custody", "vårdnad"),
    "custody_checked": ("custody checked", "vårdnad kontrollerad"),
    "custody_checked_on": ("checked on", "kontrollerad den"),
    "protected": ("protected", "protected identity", "skyddad", "skyddad identitet"),
    "on_paper": ("paper", "on paper", "papper", "på papper"),
}
SHORT = {
    "custody": {
        "gemensam": "joint",
        "ensam": "sole",
        "särskilt förordnad": "appointed",
    },
    "interpreter": {"telefon": "phone"},
}
TICKS = ("protected", "on_paper", "child_protected")
DROPPED = "dropped"
NUMBERED = re.compile(r"(?:guardian|vårdnadshavare|vh) ?([1-9])? ?(.*)")
SPACES = re.compile(r"[\s_]+")

Path = tuple[str | int, ...]
Options = Mapping[str, Mapping[str, str]]


def _by_heading(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {one: field for field, known in names.items() for one in known}


OF_CHILD, OF_EACH = _by_heading(CHILD), _by_heading({**OF_ONE, **OF_ALL})
SHARED = _by_heading(OF_ALL)


@dataclass(frozen=True, slots=True)
class Columns:
    """`paths` says where in the answers each column belongs; 0 means all guardians.

    `headings` are as the file has them: what is wrong is told by those.
    """

    headings: tuple[str, ...]
    paths: tuple[Path, ...]
    options: Options

    def heading(self, path: Path) -> str:
        """Return which column an answer came from; "" where none could have."""
        shared = (path[0], 0, *path[2:]) if path[0] == "guardians" else path
        for wanted in (path, shared):
            if wanted in self.paths:
                return self.headings[self.paths.index(wanted)]
        return ""

    def told(self, cells: Sequence[str]) -> "Told":
        """Return a row's answers. A guardian whose own cells are all empty is none.

        Of somebody with a protected identity the address is left out; where the child
        has one, everybody's.
        """
        said = zip(self.paths, (cell.strip() for cell in cells), strict=False)
        named = {path: text for path, text in said if text}
        answers: dict[str, Any] = {
            str(p[0]): self._value(p[0], t) for p, t in named.items() if len(p) == 1
        }
        places = sorted({int(p[1]) for p in named if len(p) > 1 and p[1]})
        is_shut = answers.get("child_protected") is True
        guardians = [self._guardian(named, place, is_shut=is_shut) for place in places]
        kept = [
            place
            for place, one in zip(places, guardians, strict=True)
            if one.pop("dropped", False)
        ]
        return Told(
            {**answers, "guardians": guardians}, tuple(places), tuple(kept), named
        )

    def _guardian(
        self, named: Mapping[Path, str], place: int, *, is_shut: bool
    ) -> dict[str, Any]:
        one = {
            str(path[2]): self._value(path[2], text)
            for whose in (0, place)
            for path, text in named.items()
            if path[1:2] == (whose,)
        }
        is_closed = is_shut or one.get("protected") is True
        if is_closed and one.pop("email", ""):
            one[DROPPED] = True
        return one

    def _value(self, field: str | int, text: str) -> Any:
        """Return a cell as the form wants it; what is not known stays as it is."""
        small = text.casefold()
        if field in TICKS:
            return small in YES if small in (*YES, *NO) else text
        return self.options.get(str(field), {}).get(small, text)


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says. `places` are its guardians' numbers, as the columns count.

    `dropped` are those whose address was left out.
    """

    answers: Mapping[str, Any]
    places: tuple[int, ...]
    dropped: tuple[int, ...]
    named: Mapping[Path, str]

    def place(self, path: Path) -> Path:
        """Return where the file has what stands at `path` of the answers."""
        if path[0] == "guardians" and len(path) > 1:
            return ("guardians", self.places[int(path[1])], *path[2:])
        return path

    def text_at(self, place: Path) -> str:
        """Return what the file has there, or in the column for all guardians."""
        return self.named.get(place) or self.named.get((place[0], 0, *place[2:]), "")


def read_columns(tools: Tools, head: Sequence[str]) -> Columns:
    """Return the columns of a first line. Raises Invalid at `file`."""
    headings = tuple(SPACES.sub(" ", cell).strip() for cell in head)
    paths = tuple(_path(heading.casefold()) for heading in headings)
    known = tuple(path for path in paths if path is not None)
    if unknown := [h for h, path in zip(headings, paths, strict=True) if path is None]:
        names = ", ".join(unknown)
        raise refused(
            Sentence("Unknown column: {names}. Rename or remove it.", names=names)
        )
    if len(set(known)) < len(known):
        raise refused(Sentence("Two columns mean the same thing."))
    if ("child_name",) not in known:
        raise refused(
            Sentence("The first line must name the columns, at least the child's name.")
        )
    return Columns(headings, known, _options(tools))


def _path(heading: str) -> Path | None:
    if heading in OF_CHILD:
        return (OF_CHILD[heading],)
    if heading in SHARED:
        return ("guardians", 0, SHARED[heading])
    found = NUMBERED.fullmatch(heading)
    if not found or found[2] not in OF_EACH:
        return None
    place = int(found[1] or 1)
    return ("guardians", place, OF_EACH[found[2]]) if place <= MOST_GUARDIANS else None


def _options(tools: Tools) -> Options:
    """Return each answer by its code, and by its name in both languages of staff."""
    offered = {"custody": CUSTODY, "interpreter": INTERPRETERS}
    options = {
        field: {**dict(_said(tools, choices)), **SHORT[field]}
        for field, choices in offered.items()
    }
    languages = [(one.code, one.label) for one in GUARDIAN_LANGUAGES.values()]
    own = {one.name.casefold(): one.code for one in GUARDIAN_LANGUAGES.values()}
    return {**options, "language": {**own, **dict(_said(tools, languages))}}


def _said(
    tools: Tools, choices: Sequence[tuple[str, Sentence]]
) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        yield str(value), str(value)
        for language in ("sv", "en"):
            yield tools.speak(language)(label).casefold(), str(value)
