"""Ida at her desk: asks for consents, prints, scans, and writes answers down."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader, PdfWriter
from pypdfium2 import PdfDocument
from werkzeug.http import parse_options_header

from service.forms.posted import values_of
from service.kinds.consent import KIND

SEND_A_FORM = """([path, values]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""
DOTS_PER_POINT = 200 / 72  # an ordinary office scanner
TURNED = 1.5  # degrees: nobody lays a paper quite straight


@dataclass(frozen=True, slots=True)
class Desk:
    page: Page
    pictures: Path

    def ask(self, case: str, answers: Mapping[str, Any]) -> str:
        """Fill the form in, look at it as each guardian will, send; return its id."""
        self.page.goto("/new/consent")
        token = self.page.locator("input[name=csrf_token]").first.input_value()
        values = values_of(KIND.schema, answers) | {"csrf_token": token}
        with self.page.expect_navigation(url="**/check"):
            self.page.evaluate(SEND_A_FORM, ["/new/consent", values])
        self._photograph(f"{case}-check")
        self.page.locator("form[action$='/send'] button").click()
        self.page.wait_for_url("**/records/*")
        return urlsplit(self.page.url).path.rpartition("/")[2]

    def scan_paper(self, case: str, record_id: str, **written: str) -> None:
        """Print the form, let it be filled in by hand, scan it, and file it."""
        self.page.goto(f"/records/{record_id}")
        with self.page.expect_download() as printed:
            form = self.page.locator("form[action$='/paper']").first
            form.evaluate("form => form.submit()")
        printed_form = printed.value.path().read_bytes()
        self.page.goto("/scans")
        scanned = _scanned(_filled(printed_form, written))
        self.page.locator("input[type=file]").set_input_files(
            {"name": "bunt.pdf", "mimeType": "application/pdf", "buffer": scanned}
        )
        self.page.locator("form[action='/scans'] button[type=submit]").click()
        expect(self.page.locator("main")).to_contain_text("A.H.L.", timeout=60_000)
        self._photograph(f"{case}-scanned")

    def write_down(self, case: str, record_id: str, *, parties: int) -> None:
        """Write down the yes that the scanned form gives."""
        self.page.goto(f"/records/{record_id}")
        self.page.locator("a[href$='/answer']").first.evaluate("a => a.click()")
        self.page.get_by_label("På papper").check()
        for place in range(parties):
            self.page.locator(
                f"input[name='choices-{place}-answer'][value=yes]"
            ).check()
        self._photograph(f"{case}-write-down")
        self.page.locator("form[action$='/answer'] button[type=submit]").click()
        self.page.wait_for_url(f"**/records/{record_id}")

    def fetch_files(self, case: str, record_id: str) -> list[tuple[str, bytes]]:
        """Return the files of a consent, with the names they are saved under."""
        self.page.goto(f"/records/{record_id}")
        self._photograph(f"{case}-followed")
        links = self.page.locator("a[href*='/kept/']")
        paths = {str(link.get_attribute("href")) for link in links.all()}
        answers = [self.page.request.get(path) for path in sorted(paths)]
        return [
            (f"{number:02}-{name_of(answer.headers)}", answer.body())
            for number, answer in enumerate(answers, start=1)
        ]

    def _photograph(self, name: str) -> None:
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)


def _filled(form: bytes, written: Mapping[str, str]) -> bytes:
    """Tick boxes ("/yes") and write on lines, by their names, as with a pen."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(form)))
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, dict(written))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _scanned(form: bytes) -> bytes:
    """Return pictures of the pages, a little askew, as a scanner makes them."""
    document = PdfDocument(form)
    document.init_forms()
    pages: list[Image.Image] = [
        page.render(scale=DOTS_PER_POINT)
        .to_pil()
        .convert("L")
        .rotate(TURNED, fillcolor=250)
        for page in document
    ]
    file = BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return file.getvalue()


def name_of(headers: Mapping[str, str]) -> str:
    """Return the readable name of a file, not the one for old browsers (RFC 6266)."""
    _, told = parse_options_header(headers["content-disposition"])
    return Path(told["filename"]).name
