"""What a button of the form asks for beside saving: one more row, one less, members."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.core.collation import Key, key
from service.core.register import Membership, Person
from service.web.fields import as_rows
from service.web.rows import moved_up, without

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """The value of the pressed button: `remove:actions:2`. `rows` names a question."""

    verb: str = ""
    rows: str = ""
    index: int = 0

    @property
    def place(self) -> str:
        """Return where on the page to go on: at the row, or at all of them."""
        number = {"add": self.index, "up": max(self.index - 1, 0)}.get(self.verb)
        anchor = self.rows if number is None else f"{self.rows}-{number}"
        return f"?more={self.rows}#{anchor}" if self.verb == "add" else f"#{anchor}"


NOTHING = Wish()


def read_wish(text: str) -> Wish:
    """Return the wish; an index that is no number is a wish for nothing."""
    verb, _, rest = text.partition(":")
    rows, _, index = rest.partition(":")
    if index and not (index.isascii() and index.isdigit()):
        return NOTHING
    return Wish(verb, rows, int(index or 0))


# Done to the posted names, before the rows lose their numbers.
TO_POSTED: dict[str, Callable[..., dict[str, str]]] = {
    "remove": without,
    "up": moved_up,
}


def with_members(
    answers: Answers, *, rows: str, members: tuple[Membership, ...]
) -> dict[str, Any]:
    """Return the answers with a row for each member who has none yet.

    Only the same name from the same organisation counts as the same: people with
    almost the same name stay apart, and nobody's row is changed. Who is protected
    stands in a document only when somebody has written it there on purpose.
    """
    present = as_rows(answers.get(rows))
    known = {(row.get("name"), row.get("organisation", "")) for row in present}
    added = [
        {"name": person.name, "organisation": person.organisation}
        for person in sorted((one.person for one in members), key=_by_organisation)
        if not person.protected and (person.name, person.organisation) not in known
    ]
    return {**answers, rows: [*present, *added]}


def _by_organisation(person: Person) -> tuple[bool, Key]:
    return not person.organisation, key(person.organisation)
