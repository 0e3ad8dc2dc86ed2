"""The same documents as WeasyPrint sets them: our HTML, a style sheet like our look."""

from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from service.renderers.fonts import FOLDER

STYLE = Path(__file__).with_name("weasy.css")
VARIANT = "pdf/ua-1"  # tagged, as ours are


def pdf(html: str) -> bytes:
    fonts, style = _style()
    page = HTML(string=f'<html lang="sv"><body>{html}</body></html>')
    drawn: bytes = page.write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant=VARIANT
    )
    return drawn


@cache
def _style() -> tuple[FontConfiguration, CSS]:
    """Read fonts and style once per process, as we do."""
    fonts = FontConfiguration()
    sheet = STYLE.read_text(encoding="utf-8")
    return fonts, CSS(string=sheet, base_url=f"{FOLDER}/", font_config=fonts)
