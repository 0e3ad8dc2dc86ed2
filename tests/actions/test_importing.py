"""People out of a spreadsheet: every bad row is named, and no good one is bent."""

from datetime import UTC, date, datetime

import pytest

from service.actions.importing import MOST_ROWS, confirm_import, preview_import
from service.actions.register import list_groups, list_people
from service.core.errors import Invalid
from tests.house import NOW

GROUP = "Temagrupp barn och unga"
GOOD = f"""name;title;organisation;email;language;protected;group;role
Åsa Örn;Rektor;Skolan;asa.orn@example.se;sv;nej;{GROUP};member
Bo Ek;;;;en;ja;;
"""
BAD = """name,email,language,protected,group,role
,nobody@example.se,sv,nej,,
Cia Al,not an address,sv,nej,,
Dan Ek,dan@example.se,xx,kanske,No group,king
Eva Ek,eva@example.se,sv,nej,,member,surplus
Fia Ek,fia@example.se,sv,nej,,
"""


def test_good_rows_become_people_and_members(house):
    preview = preview_import(house.tools, house.actor, GOOD.encode())
    before = len(list_people(house.tools, house.actor))

    added = confirm_import(house.tools, house.actor, GOOD.encode(), now=NOW)

    assert [p.name for p in preview.people] == ["Åsa Örn", "Bo Ek"]
    assert preview.bad_rows == ()
    assert added == 2
    assert len(list_people(house.tools, house.actor)) == before + 2
    [group] = [g for g in list_groups(house.tools, house.actor) if g.name == GROUP]
    assert "Åsa Örn" in [m.person.name for m in group.memberships]
    [bo] = list_people(house.tools, house.actor, search="Bo Ek")
    assert (bo.language, bo.protected, bo.email) == ("en", True, "")


def test_who_is_added_after_midnight_is_a_member_since_that_day(small_house):
    """At home it is the 3rd already."""
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    confirm_import(small_house.tools, small_house.actor, GOOD.encode(), now=late)

    groups = list_groups(small_house.tools, small_house.actor)
    [group] = [g for g in groups if g.name == GROUP]
    since = {m.person.name: m.since for m in group.memberships}
    assert since["Åsa Örn"] == date(2026, 3, 3)


@pytest.mark.parametrize("role", ["secretary", "Sekreterare", "Secretary"])
def test_a_role_is_known_by_its_name_in_either_language(small_house, role):
    content = GOOD.replace("member", role)

    confirm_import(small_house.tools, small_house.actor, content.encode(), now=NOW)

    groups = list_groups(small_house.tools, small_house.actor)
    [group] = [g for g in groups if g.name == GROUP]
    roles = {m.person.name: m.role for m in group.memberships}
    assert roles["Åsa Örn"] == "secretary"


def test_a_preview_stores_nothing(small_house):
    before = list_people(small_house.tools, small_house.actor)

    preview_import(small_house.tools, small_house.actor, GOOD.encode())

    assert list_people(small_house.tools, small_house.actor) == before


def test_every_bad_row_is_named_with_its_line_and_column(small_house):
    """Mutant: a comma in a name, which moves all the cells behind it by one."""
    preview = preview_import(small_house.tools, small_house.actor, BAD.encode())

    assert [person.name for person in preview.people] == ["Fia Ek"]
    assert {(row.line, row.column) for row in preview.bad_rows} == {
        (2, "name"),
        (3, "email"),
        (4, "language"),
        (4, "protected"),
        (4, "group"),
        (4, "role"),
        (5, "name"),
    }
    assert all(row.why for row in preview.bad_rows)


def test_who_is_there_already_is_counted_and_not_doubled(small_house):
    tools, actor = small_house.tools, small_house.actor
    confirm_import(tools, actor, GOOD.encode(), now=NOW)

    again = preview_import(tools, actor, GOOD.encode())

    assert (again.known, again.people) == (2, ())
    assert confirm_import(tools, actor, GOOD.encode(), now=NOW) == 0


def test_two_with_almost_the_same_name_are_two(small_house):
    text = "name,email\nLundquist,a@example.se\nLundkvist,a@example.se\n"

    assert (
        confirm_import(small_house.tools, small_house.actor, text.encode(), now=NOW)
        == 2
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"title\nRektor\n",
        b"name,salary\nA,1\n",
        "name\nÅsa\n".encode("latin-1"),
        b'name\n"open quote\n',
        b"name\n" + b"A\n" * (MOST_ROWS + 1),
        b"name\n" + b"A" * 1_000_001,
        b"PK\x03\x04\x00\x00",
    ],
    ids=["empty", "no name", "unknown", "latin-1", "quote", "long", "large", "excel"],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(small_house, content):
    with pytest.raises(Invalid) as refused:
        preview_import(small_house.tools, small_house.actor, content)

    assert list(refused.value.problems) == ["file"]


@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("between", [",", ";"])
def test_any_program_s_csv_is_read(small_house, mark, end, between):
    lines = (f"Name{between}E-MAIL".replace("E-MAIL", "email"), f"Åsa{between}a@b.se")

    preview = preview_import(
        small_house.tools, small_house.actor, (mark + end.join(lines)).encode()
    )

    assert [(p.name, p.email) for p in preview.people] == [("Åsa", "a@b.se")]
