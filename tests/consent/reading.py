"""A guardian at a browser: comes by the mail's link, asks for the code, and reads."""

import re
from datetime import timedelta
from typing import Any

from service.core.day import home_day
from tests.consent.asking import asked, token_of
from tests.links import clock
from tests.web.browser import Browser

CODE = re.compile(r"\b(\d{3} \d{3})\b")


def asked_today(house, **changes: Any) -> Any:
    """Ask for a consent that lasts a while: pages live by today's clock."""
    return asked(house, now=clock(), **{"valid_to": a_last_day(), **changes})


def a_last_day() -> str:
    """Return one for what a page asks: the day it is asked for has to be before it."""
    return (home_day(clock()) + timedelta(days=100)).isoformat()


def mailed_code(house) -> str:
    """Return the newest code in the post, other mails left aside."""
    house.work()
    newest = reversed(house.mails())
    texts = (mail.get_body(("plain",)).get_content() for mail in newest)
    return next(found[1] for found in map(CODE.search, texts) if found)


def come_in(house, browser: Browser, token: str) -> Browser:
    """Open a link by its code; return the browser at what is behind."""
    browser.open(f"/c/{token}").send(to="/c/codes")
    return browser.send({"code": mailed_code(house)}, to="/c/code")


def guardian(house, app, record_id, name: str) -> Browser:
    """Return a browser of their own, in which a guardian reads the question."""
    return come_in(house, Browser(app.test_client()), token_of(house, record_id, name))


def choices(*said: str) -> dict[str, Any]:
    """Return what a form posts for these answers: "yes", "no" or "partly a b"."""
    posted: dict[str, Any] = {}
    for place, one in enumerate(said):
        answer, _, ticked = one.partition(" ")
        posted[f"choices-{place}-answer"] = answer
        if ticked:
            posted[f"choices-{place}-information"] = ticked.split()
    return posted


def signed(name: str, *said: str, **more: Any) -> dict[str, Any]:
    return {**choices(*said), "name": name, "statement": "true", **more}


def say(browser: Browser, name: str, *said: str, **more: Any) -> Browser:
    """Fill in the form of the reading page, and press its button."""
    return browser.send(signed(name, *said, **more), to="/c/answer")
