"""Guardians at their phones: the mail, the link, the code, the answer."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from bench.stack import Stack

LINK = re.compile(r"https?://\S+/c/\S+")
CODE = re.compile(r"\b\d{3} \d{3}\b")
PHONE = {"width": 360, "height": 740}
LOOK_EVERY, PATIENCE = 0.1, 60.0
ANSWERS = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Guardian:
    """Somebody with a mailbox and a phone; what they do leaves pictures behind."""

    name: str
    email: str
    stack: Stack
    page: Page
    pictures: Path

    def open_link(self, consent: str) -> None:
        """Follow the newest link in the post, and let a code open it."""
        link = self._await(LINK, after=0)
        self.page.goto(urlsplit(link).path)
        self._photograph(consent, "door")
        before = len(letters(self.stack.var, self.email))
        self.page.locator("#send").click()
        code = self._await(CODE, after=before)
        self.page.fill("#code", code)
        self.page.locator("form[action='/c/code'] button[type=submit]").click()

    def answer(self, consent: str, said: str, *, parties: int) -> None:
        """Say yes or no for every party, sign, and see the receipt."""
        self.page.wait_for_url("**/c")
        for place in range(parties):
            group = self.page.locator(f"input[name='choices-{place}-answer']")
            group.nth(ANSWERS.index(said)).check()
        self.page.fill("#name", self.name)
        self.page.check("#statement")
        self._photograph(consent, "answer")
        self.page.locator("form[action='/c/answer'] button[type=submit]").click()
        expect(self.page.locator(".hs-receipt")).to_be_visible()
        self._photograph(consent, "receipt")

    def take_all_back(self, consent: str) -> None:
        """Withdraw by the same link, with as little trouble as it was to say yes."""
        self.page.locator("input[name=what][value=all]").check()
        self.page.locator("form[action='/c/withdrawal'] button[type=submit]").click()
        expect(self.page.locator(".hs-receipt")).to_be_visible()
        self._photograph(consent, "taken-back")

    def _await(self, wanted: re.Pattern[str], *, after: int) -> str:
        """Return what is looked for in their post, but for the `after` oldest mails."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for mail in letters(self.stack.var, self.email)[after:]:
                if found := wanted.search(_text(mail)):
                    return found[0]
            time.sleep(LOOK_EVERY)
        raise RuntimeError(f"The mail to {self.email} has not come.")

    def _photograph(self, consent: str, what: str) -> None:
        file = self.pictures / f"{consent}-{self.email.partition('@')[0]}-{what}.png"
        self.page.screenshot(path=file, full_page=True)


@contextmanager
def at_their_phone(
    browser: Browser, stack: Stack, name: str, email: str, pictures: Path
) -> Iterator[Guardian]:
    context = browser.new_context(
        base_url=stack.address, viewport=PHONE, reduced_motion="reduce"
    )
    yield Guardian(name, email, stack, context.new_page(), pictures)
    context.close()


def letters(var: Path, email: str) -> list[EmailMessage]:
    """Return the mails to an address that the mailbox has taken, oldest first."""
    parse = BytesParser(policy=policy.default).parsebytes
    files = sorted((var / "mail").glob("[0-9]*.eml"))
    mails = (parse(file.read_bytes()) for file in files)
    return [mail for mail in mails if email in str(mail["To"])]


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""
