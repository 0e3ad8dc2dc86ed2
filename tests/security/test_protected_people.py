"""A protected person's name is nowhere that they are not to be seen (DOMAIN B3.2)."""

import json
import logging
from uuid import uuid4

import pytest

from service import api
from service.actions.accounts import grant_role
from service.actions.drafts import save_draft
from service.actions.register import add_membership, list_groups, save_person
from service.core.permits import Act
from service.web import create_app
from tests.actions.people import person
from tests.api.program import PREFIX, open_program
from tests.house import NOW, House, open_house, sending
from tests.jobs import rows
from tests.security.matrix.routes import Route, routes
from tests.web.browser import Browser

NAME, MAILBOX = "Kanariah Fogelqvist", "kanariah"
EMAIL = f"{MAILBOX}@example.se"
LOOKS = {"GET", "HEAD"}


@pytest.fixture(scope="module")
def house(services, tmp_path_factory) -> House:
    """A house that stays open: most of the tests only look."""
    folder = tmp_path_factory.mktemp("protected")
    database = services.database("sqlite", folder)
    with open_house(database, services, folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def known(house) -> dict[str, str]:
    """Ids of a person who came under protection after a record was sent to them."""
    [group, *_] = list_groups(house.tools, house.actor)
    hidden = person(house, NAME, EMAIL)
    member = {"person_id": str(hidden), "role": "member", "since": "2019-01-01"}
    add_membership(house.tools, house.actor, group.id, member, now=NOW)
    to_them = sending(people=[str(hidden)], groups=[str(group.id)])
    record = house.submit(sending=to_them).record_id
    draft = chosen(house, to_them)
    person(house, NAME, EMAIL, protected=True, person_id=hidden)
    house.work()
    [delivery] = [row for row in rows.deliveries(house) if row.person_id == hidden]
    return {
        "record_id": record,
        "person_id": hidden,
        "group_id": group.id,
        "draft_id": draft,
        "delivery_id": delivery.id,
    }


@pytest.fixture
def secretary(house, known) -> Browser:
    app = create_app(house.tools)
    return Browser(app.test_client()).sign_in("Alex Winter")


def test_no_page_names_them_to_who_may_not_see_them(secretary, known):
    answers = {
        one.label: secretary.client.get(address(one, known))
        for one in looks("pages", secretary.client.application)
        if "<token>" not in one.label
    }

    seen = [label for label, answer in answers.items() if answer.status_code == 200]
    assert len(seen) > 20
    assert [label for label, answer in answers.items() if tells(answer)] == []


def test_no_search_finds_them(secretary):
    people = "/register/people"
    for search in (NAME, NAME.split(maxsplit=1)[0], MAILBOX):
        secretary.open(people).send({"search": search}, to=people)

        assert NAME not in secretary.text
        assert "Protected identity" not in secretary.text


def test_the_pages_say_that_somebody_is_there(secretary, known):
    """Whoever plans a meeting must know that somebody needs paper."""
    assert "Protected identity" in secretary.open("/register/people").text
    group = f"/register/groups/{known['group_id']}"
    assert "Protected identity" in secretary.open(group).text
    asked = f"/drafts/{known['draft_id']}/recipients?group={known['group_id']}"
    assert "1 member has a protected identity" in secretary.open(asked).text


def test_no_answer_of_the_api_names_them_to_any_key(house, known):
    program = open_program(house)
    app, _ = api.create_api(house.tools, trusted_hosts=None)
    answers = {
        one.label: program.get(address(one, known).removeprefix(PREFIX))
        for one in looks("api", app)
    }

    assert [label for label, answer in answers.items() if tells(answer)] == []
    record = program.get(f"/records/{known['record_id']}").get_json()
    deliveries = record["revisions"][0]["deliveries"]
    assert [one["name"] for one in deliveries if one["masked"]] == [""]


def test_no_mail_and_no_name_of_a_file_holds_them(house, known):
    mails = [mail.as_string() for mail in house.mails()]
    files = [str(path) for path in house.settings.var.rglob("*")]

    assert len(mails) > 1
    assert [text for text in (*mails, *files) if names(text)] == []


def test_no_line_of_the_log_holds_them(house, known, caplog):
    caplog.set_level(logging.DEBUG)
    answers = {"name": NAME, "email": EMAIL, "protected": True}
    hidden = known["person_id"]
    tools, actor = house.tools, house.actor

    save_person(tools, actor, answers, person_id=hidden, now=NOW)
    house.submit(sending=sending(groups=[str(known["group_id"])]))
    house.work()

    assert not names(caplog.text)


def test_files_for_elsewhere_leave_them_out_whoever_asks(house, known):
    """A file travels to people who may not see them."""
    browser = Browser(create_app(house.tools).test_client()).sign_in()

    assert NAME in browser.open("/register/people").text
    assert not tells(browser.open("/register/people.csv").page)


def test_the_trail_knows_them_by_id_alone(house, known):
    with house.engine.connect() as connection:
        lines = connection.exec_driver_sql("SELECT * FROM audit_event").all()

    told = json.dumps([list(map(str, line)) for line in lines])
    assert "person protected" in told
    assert not names(told)


def chosen(house: House, to_them) -> str:
    """Let the one who becomes secretary have them among the chosen of a draft."""
    alex = house.actor_of("alex.winter").account_id
    grant_role(house.tools, house.actor, alex, "secretary", now=NOW)
    draft = save_draft(
        house.tools,
        house.actor_of("alex.winter"),
        kind="notes",
        answers={"title": "Anteckningar"},
        sending=to_them,
        now=NOW,
    )
    return str(draft.id)


def looks(door: str, app) -> list[Route]:
    """Return what one may ask for without changing anything."""
    return [
        one
        for one in routes(door, app)
        if one.method in LOOKS and one.act is not Act.ANYBODY
    ]


def address(route: Route, known) -> str:
    return route.address({**dict.fromkeys(route.things, uuid4()), **known})


def tells(answer) -> bool:
    return names(answer.get_data(as_text=False).decode(errors="replace")) or names(
        str(answer.headers)
    )


def names(text: str) -> bool:
    return any(part in text for part in (*NAME.split(), MAILBOX))
