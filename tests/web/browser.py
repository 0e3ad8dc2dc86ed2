"""A person at a browser without scripts: follows links, fills in what is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class Browser:
    client: FlaskClient
    page: TestResponse | None = None
    headers: dict[str, str] = field(default_factory=dict)
    way_in: str = ""

    @property
    def shown(self) -> TestResponse:
        """Return the page; where a sign-in led is opened once somebody looks."""
        if self.way_in:
            self.open(self.way_in)
        return self.page

    @property
    def html(self) -> str:
        return self.shown.get_data(as_text=True)

    @property
    def text(self) -> str:
        """Return what the page says, without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @property
    def path(self) -> str:
        return self.shown.request.path

    @property
    def status(self) -> int:
        return self.shown.status_code

    def open(self, address: str) -> "Browser":
        self.way_in = ""
        self.page = self.client.get(
            address, follow_redirects=True, headers=self.headers
        )
        return self

    def send(
        self,
        answers: Mapping[str, object] = {},
        *,
        to: str | None = None,
        follow: bool = True,
    ) -> "Browser":
        """Post a form of the page, with these answers changed; go where it leads.

        The form is the one whose action is `to`, else the first. An answer of None is
        left out, as a box that is not ticked.
        """
        shown = form_on(self.html, to)
        fields = {**shown.fields, **answers}
        self.page = self.client.post(
            shown.action,
            data={name: text for name, text in fields.items() if text is not None},
            follow_redirects=follow,
            headers=self.headers,
        )
        return self

    def post(self, address: str, answers: Mapping[str, object]) -> "Browser":
        """Post to an address with this page's token, whether or not it has a form."""
        token = form_on(self.html).fields["csrf_token"]
        self.page = self.client.post(address, data={"csrf_token": token, **answers})
        return self

    def sign_in(self, name: str = "Ida Broman") -> "Browser":
        self.open("/sign-in").send({"account": self._account_of(name)}, follow=False)
        self.way_in = self.page.headers["Location"]
        return self

    def come_back(self, name: str = "Ida Broman") -> "Browser":
        """Sign in on the page that asks for it here."""
        return self.send({"account": self._account_of(name)})

    def _account_of(self, name: str) -> str:
        people = re.findall(r'value="([^"]+)"[^>]*>\s*<label[^>]*>([^<]+)<', self.html)
        return next(id for id, shown in people if shown == name)

    @property
    def problems(self) -> dict[str, str]:
        """Return the error summary: the id each line links to, and what it says."""
        found = re.findall(
            r'<li><a class="govuk-link" href="#([^"]+)">([^<]*)<', self.html
        )
        return {id: unescape(said) for id, said in found}


@dataclass
class Form:
    action: str
    fields: dict[str, list[str]]
    is_in_masthead: bool = False


def form_on(html: str, action: str | None = None) -> Form:
    """Return the form with that action, or the page's first, as a browser posts it.

    The masthead's own form, to search with, comes after those that the page is for.
    """
    reader = _Reader()
    reader.feed(html)
    forms = [form for form in reader.forms if action in (None, form.action)]
    return min(forms, key=lambda form: form.is_in_masthead)


class _Reader(HTMLParser):
    """Collects what each form would post; templates are not part of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.in_template = False
        self.in_masthead = False
        self.text_of = ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append(Form(given.get("action") or "", {}, self.in_masthead))
        elif tag in ("header", "main"):
            self.in_masthead = tag == "header"
        elif tag == "template":
            self.in_template = True
        elif tag in READERS and self.forms and not self.in_template:
            READERS[tag](self, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.in_template = False
        elif tag == "textarea":
            self.text_of = ""

    def handle_data(self, data: str) -> None:
        if self.text_of:
            self.forms[-1].fields[self.text_of] = [data]

    def read_input(self, given: dict[str, str | None]) -> None:
        is_choice = given.get("type") in ("radio", "checkbox")
        if given.get("name") and (not is_choice or "checked" in given):
            self._post(given["name"] or "", given.get("value") or "")

    def read_textarea(self, given: dict[str, str | None]) -> None:
        self.text_of = given.get("name") or ""
        self._post(self.text_of, "")

    def read_select(self, given: dict[str, str | None]) -> None:
        self.select = given.get("name") or ""

    def read_option(self, given: dict[str, str | None]) -> None:
        if self.select and (
            "selected" in given or self.select not in self.forms[-1].fields
        ):
            self.forms[-1].fields[self.select] = [given.get("value") or ""]

    def _post(self, name: str, value: str) -> None:
        self.forms[-1].fields.setdefault(name, []).append(value)


READERS = {
    "input": _Reader.read_input,
    "textarea": _Reader.read_textarea,
    "select": _Reader.read_select,
    "option": _Reader.read_option,
}
