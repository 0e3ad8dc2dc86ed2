"""Everything one can do with a record and a register, with words to listen for."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from service.actions.reading import list_records
from service.channels import open_channels
from service.forms.posted import values_of
from service.kinds import find_kind
from service.tools import Tools
from tests import links
from tests.api.program import Program
from tests.house import House, sending
from tests.links import clock
from tests.security.canary.birds import Birds
from tests.smtp_script import open_relay
from tests.web.browser import Browser

NO_DAY = dict.fromkeys(("held_on", "valid_to"), "2020-02-30")
CSV = "name;title;organisation;email;language;protected;group;role\n"


def keep_the_register(birds: Birds, browser: Browser) -> None:
    for path, place, fields in (
        ("/register/people/new", "person", ("name", "title", "organisation")),
        ("/register/groups/new", "group", ("name",)),
        ("/register/units", "unit", ("name",)),
        ("/register/organisation", "organisation", ("unit", "web", "postal_address")),
    ):
        told = {name: birds.one(f"{place}.{name}") for name in fields}
        if place in ("person", "organisation"):
            told["email"] = birds.address(f"{place}.email")
        browser.open(path).send(told, to=path)
    person = ";".join(
        birds.one(f"import.{name}") for name in ("name", "title", "organisation")
    )
    line = f"{person};{birds.address('import.email')};sv;nej;;\n"
    upload = {"file": (BytesIO((CSV + line).encode()), f"{birds.one('file name')}.csv")}
    browser.open("/register/import").send(upload).send()


def write_on_pages(
    birds: Birds, browser: Browser, answers: dict[str, dict[str, Any]]
) -> None:
    """Write, autosave, choose, look, send and correct a record of each kind."""
    for kind, said in answers.items():
        fields = _posted(kind, said)
        browser.open(f"/new/{kind}").post(f"/new/{kind}/autosave", fields)
        browser.open(f"/new/{kind}").send({**fields, **NO_DAY})
        torn = {name: f"{text}\r\n{text}" for name, text in fields.items()}
        browser.open(f"/new/{kind}").post(f"/new/{kind}/autosave", torn)
        browser.open(f"/new/{kind}").send(fields)
        if not browser.path.endswith("/check"):
            browser.send(_recipient(birds, kind))
        draft = browser.path.removesuffix("/check")
        browser.client.get(f"{draft}/preview.pdf")
        browser.send(to=f"{draft}/send")
        browser.send(to=f"{browser.path}/correct")


def _posted(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return what the form posts; boxes are several fields of one name."""
    posted = values_of(find_kind(kind).schema, said)
    boxes = ("cooperation", "information")
    return {n: t.split("\n") if n.endswith(boxes) else t for n, t in posted.items()}


def _recipient(birds: Birds, kind: str) -> dict[str, Any]:
    return {
        "classification": "open",
        "language": "sv",
        "attach": ["pdf", "docx"],
        "typed-0-name": birds.one(f"{kind}.recipient.name"),
        "typed-0-email": birds.address(f"{kind}.recipient.email"),
        "typed-0-language": "sv",
    }


def ask_as_a_program(
    birds: Birds, program: Program, answers: dict[str, dict[str, Any]]
) -> None:
    """Send, preview, keep and be refused; a key's name is a word, too."""
    for kind, said in answers.items():
        to = {"name": birds.one("api.name"), "email": birds.address("api.email")}
        body = {"answers": said, "sending": sending(typed=[{**to, "language": "sv"}])}
        again = {"Idempotency-Key": birds.one("submission key")}
        program.post(f"/records/{kind}", body, headers=again)
        program.post(f"/previews/{kind}", {"answers": said})
        program.post("/drafts", {"kind": kind, **body})
        program.post(f"/records/{kind}", {**body, birds.one("unknown field"): "x"})
        program.raw(f'{{"kind": "{birds.one("torn json")}'.encode())
    program.get(f"/records?{birds.one('query')}={birds.one('query value')}")
    program.get(f"/records/{birds.one('path')}")


def look_for(birds: Birds, browser: Browser, words: str) -> None:
    browser.open("/search").send({"words": words}, to="/search")
    browser.open("/search").send({"words": birds.one("search")}, to="/search")


def open_links(birds: Birds, house: House, stranger: Browser) -> None:
    """Open an open link; ask a code for another one, and guess at it."""
    path = _link(birds, house, "open")
    stranger.open(path).send(to=path).client.get(f"{path}/files/pdf")
    path = _link(birds, house, "internal")
    stranger.open(path).send(to=f"{path}/codes")
    stranger.send({"code": birds.one("code")}, to=f"{path}/code")


def _link(birds: Birds, house: House, classification: str) -> str:
    to = {"name": birds.one("link.name"), "email": birds.address("link.email")}
    wishes = {"typed": [{**to, "language": "sv"}], "now": clock()}
    token = links.sent(house, classification, **wishes)
    birds.places[token.lower()] = "a link's token"
    return f"/l/{token}"


def meet_a_refusing_relay(birds: Birds, house: House) -> None:
    """The relay repeats what it was told, as relays do."""
    for phase in ("rcpt", "dot", "mail"):
        with open_relay() as relay:
            email = birds.address(f"refused at {phase}")
            relay.say(**{phase: f"550 5.1.1 <{email}>: no such user here"})
            to = {"name": birds.one("refused.name"), "email": email, "language": "sv"}
            house.submit(sending=sending(typed=[to]))
            settings = replace(house.settings, smtp_port=relay.port)
            _working(house, settings=settings)


def meet_a_broken_renderer(birds: Birds, house: House) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ValueError(birds.one("renderer's error"))

    house.submit()
    _working(house, renderers=dict.fromkeys(house.tools.renderers, broken))


def _working(house: House, **exchanged: Any) -> None:
    tools: Tools = replace(house.tools, **exchanged)
    channels = open_channels(tools.settings)
    replace(house, tools=replace(tools, channels=channels)).work()


def records(house: House):
    return list_records(house.tools, house.actor, now=clock())
