"""The register's pages: kept by forms, told at the field, nothing lost."""

import struct
from io import BytesIO

import pytest

from service.actions.register import get_organisation, list_groups, list_people


def png(*, width=200, height=100, size=0) -> bytes:
    """Return the beginning of a PNG of these measures, `size` bytes long or short."""
    header = struct.pack(">II5B", width, height, 8, 6, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 13, b"IHDR") + header
    return start.ljust(size, b"\0")


@pytest.fixture
def sender(small_house):
    return lambda: get_organisation(small_house.tools, small_house.actor)


@pytest.fixture
def everybody(small_house):
    return lambda: {
        p.name: p for p in list_people(small_house.tools, small_house.actor)
    }


@pytest.fixture
def group(small_house):
    """Return the first group of the demo, read anew at each call."""
    return lambda: list_groups(small_house.tools, small_house.actor)[0]


def with_logo(browser, content, name="logo.png"):
    browser.open("/register/organisation")
    return browser.send({"logo": (BytesIO(content), name)})


def test_the_sender_block_is_kept(browser, sender):
    browser.open("/register/organisation").send({"unit": "Samverkan"})

    assert browser.path == "/register"
    assert sender().unit == "Samverkan"


def test_a_wrong_organisation_number_is_told_and_everything_else_kept(browser, sender):
    browser.open("/register/organisation")
    browser.send({"organisation_number": "232100-0165", "unit": "Samverkan"})

    assert browser.status == 422
    assert "organisation_number" in browser.problems
    assert 'value="Samverkan"' in browser.html
    assert sender().organisation_number == "232100-0164"


def test_a_png_becomes_the_logo(browser, sender):
    with_logo(browser, png())

    assert sender().logo == png()
    assert browser.open("/register/organisation/logo.png").page.data == png()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (png(size=200_001), "200 kB"),
        (png(width=13_000, height=13_000), "bildpunkter"),
        (png(width=0), "bildpunkter"),
    ],
)
def test_what_is_no_sane_png_is_refused_by_its_header(browser, sender, content, why):
    with_logo(browser, content)

    assert browser.status == 422
    assert why in browser.problems["logo"]
    assert sender().logo == b""


def test_a_unit_is_added(browser):
    browser.open("/register/units").send({"name": "Elevhälsan"})

    assert "Elevhälsan" in browser.text


def test_a_group_is_made_and_gets_a_member(browser, everybody):
    browser.open("/register/groups/new").send({"name": "Lokal grupp", "type": "local"})
    person = everybody()["Amina Yusuf"]
    form = f"{browser.path}/members"
    browser.send({"person_id": str(person.id), "since": "2026-01-15"}, to=form)

    assert "Amina Yusuf" in browser.text
    assert "sedan 15 januari 2026" in browser.text


def test_a_member_without_a_person_is_told_at_the_field(browser, group):
    path = f"/register/groups/{group().id}"
    browser.open(path).send({"since": "2026-02-30"}, to=f"{path}/members")

    assert browser.status == 422
    assert set(browser.problems) == {"person_id", "since"}
    assert 'value="2026-02-30"' in browser.html


def test_a_membership_ends_on_a_day(browser, group):
    path = f"/register/groups/{group().id}"
    member = group().memberships[0]
    form = f"{path}/members/{member.id}/end"

    browser.open(path).send({"until": "2026-03-31"}, to=form)

    assert "till 31 mars 2026" in browser.text.replace("–", " till ")


@pytest.mark.parametrize("until", ["2026-02-30", "1999-01-01", ""])
def test_a_last_day_that_cannot_be_is_told_at_its_field(browser, group, until):
    path = f"/register/groups/{group().id}"
    member = group().memberships[0]

    browser.open(path).send({"until": until}, to=f"{path}/members/{member.id}/end")

    assert browser.status == 422
    assert list(browser.problems) == [f"until-{member.id}"]


def test_a_person_is_written_as_given(browser, everybody):
    browser.open("/register/people/new")
    browser.send({"name": "Märtha Lundqvist", "email": "martha@example.se"})

    assert browser.path == "/register/people"
    assert {"Märtha Lundqvist", "Märtha Lundkvist"} <= set(everybody())


def test_a_search_means_its_signs(browser):
    browser.open("/register/people")

    assert "Ida Broman" in browser.send({"search": "brom"}).text
    for signs in ("%", "' OR 1=1--"):
        assert "Ingen hittades." in browser.send({"search": signs}).text
