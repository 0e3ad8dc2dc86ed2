"""People as a table that spreadsheet programs open without running anything."""

from collections.abc import Iterable

from flask import Response

from service.core.register import Person
from service.core.spreadsheet import written
from service.web import spreadsheets
from service.web.context import words

COLUMNS = ("name", "title", "organisation", "email", "language", "protected")
EXAMPLE = """\
name;title;organisation;email;language;protected;group;role
Anna Exempel;Rektor;Exempelskolan;anna.exempel@example.se;sv;no;Styrgrupp;chair
Johan Exempel;Enhetschef;Socialtjänsten;johan.exempel@example.se;sv;no;Styrgrupp;member
Sam Example;Adviser;Region Exempel;sam@example.se;en;no;;
"""


def people_as_csv(people: Iterable[Person]) -> str:
    """Return a table of people. Files travel: protected people are not in them."""
    return written(
        COLUMNS,
        (
            [getattr(person, column) for column in COLUMNS]
            for person in people
            if not person.protected
        ),
    )


def as_file(table: str) -> Response:
    return spreadsheets.as_file(table, name=words()("people"))
