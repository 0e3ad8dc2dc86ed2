"""People as a table that spreadsheet programs open without running anything."""

import csv
from collections.abc import Iterable
from io import StringIO

from flask import Response

from service.core.register import Person
from service.web.context import words

COLUMNS = ("name", "title", "organisation", "email", "language", "protected")
# Cells that begin so are read as formulas; an apostrophe makes them text (row T16).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Excel takes a file for UTF-8 only when it begins so.
BOM = "\ufeff"

EXAMPLE = """\
name;title;organisation;email;language;protected;group;role
Anna Exempel;Rektor;Exempelskolan;anna.exempel@example.se;sv;no;Styrgrupp;chair
Johan Exempel;Enhetschef;Socialtjänsten;johan.exempel@example.se;sv;no;Styrgrupp;member
Sam Example;Adviser;Region Exempel;sam@example.se;en;no;;
"""


def people_as_csv(people: Iterable[Person]) -> str:
    """Return a table of people. Files travel: protected people are not in them."""
    table = StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for person in people:
        if not person.protected:
            writer.writerow([_cell(getattr(person, column)) for column in COLUMNS])
    return table.getvalue()


def as_file(table: str) -> Response:
    response = Response(BOM + table, mimetype="text/csv")
    name = words()("people") + ".csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
