"""How people who are listed in a document are written."""

from service.document.blocks import Group, Person

COMMAS = {"ltr": ", ", "rtl": "، "}


def names(group: Group, towards: str) -> tuple[str, ...]:
    """Return the lines of a group: bare names in a row, others on a line each."""
    comma = COMMAS[towards]
    each = tuple(_kept_whole(person, comma) for person in group.people)
    return each if any(p.role for p in group.people) else (comma.join(each),)


def _kept_whole(person: Person, comma: str) -> str:
    name = person.name.replace(" ", "\u00a0")
    return f"{name}{comma}{person.role}" if person.role else name
