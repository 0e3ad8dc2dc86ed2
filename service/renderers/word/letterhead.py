"""The letterhead as a Word template, made by script: named styles, sender, footer."""

from functools import lru_cache
from io import BytesIO

import docx
from docx.document import Document as File
from docx.enum.table import WD_TABLE_ALIGNMENT, WD_TABLE_DIRECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from service.document.blocks import RIGHT_TO_LEFT, Letterhead
from service.renderers.logo import read_logo
from service.renderers.word.parts import PAGE, WIDTH, frame, region
from service.renderers.word.styles import all_styles, numbering

UNUSED = (
    "stylesWithEffects",
    "customXml",
    "thumbnail",
    "webSettings",
    "extended-properties",
)
FALLBACKS = (("Source Sans 3", "Calibri"), ("Vazirmatn", "Arial"))
SETTINGS = (
    '<w:zoom {} w:percent="100"/>',
    '<w:defaultTabStop {} w:val="567"/>',
    "<w:autoHyphenation {}/>",
    '<w:consecutiveHyphenLimit {} w:val="2"/>',
    "<w:doNotHyphenateCaps {}/>",
    '<w:characterSpacingControl {} w:val="doNotCompress"/>',
    '<w:compat {}><w:compatSetting w:name="compatibilityMode" w:val="15"'
    ' w:uri="http://schemas.microsoft.com/office/word"/></w:compat>',
    '<w:themeFontLang {} w:val="LANGUAGE"/>',
    '<w:decimalSymbol {} w:val=","/>',
    '<w:listSeparator {} w:val=";"/>',
)


@lru_cache(maxsize=256)
def build(sender: Letterhead, language: str) -> bytes:
    """Return the template: a Word file that holds everything but the blocks."""
    file, backwards = docx.Document(), language in RIGHT_TO_LEFT
    _drop_unused_parts(file)
    _fill(file.styles.element, *all_styles(language, backwards=backwards))
    _fill(file.part.numbering_part.element, *numbering())
    settings = (each.format(nsdecls("w")) for each in SETTINGS)
    _fill(
        file.settings.element,
        *(each.replace("LANGUAGE", region(language)) for each in settings),
    )
    _name_fallback_fonts(file)
    _set_page(file.sections[0])
    _place_footers(file.sections[0], sender, backwards=backwards)
    _place_sender(file, sender, backwards=backwards)
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def place_beside(
    line: Paragraph,
    picture: bytes,
    alt: str,
    *,
    width: float,
    gap: float,
    backwards: bool,
) -> None:
    """Set a picture at the start of a line, for what follows to stand beside."""
    place = frame(width + gap, backwards=backwards)
    line._p.get_or_add_pPr().append(parse_xml(place))
    inline = line.add_run().add_picture(BytesIO(picture), width=Mm(width))._inline
    inline.docPr.set("descr", alt)
    for side in "TBLR":
        inline.set(f"dist{side}", "0")


def _drop_unused_parts(file: File) -> None:
    for rels in (file.part.rels, file.part.package.rels):
        for name, rel in list(rels.items()):
            if rel.reltype.endswith(UNUSED):
                del rels[name]


def _fill(element: BaseOxmlElement, *parts: str) -> None:
    """Put `parts` in place of everything that `element` held."""
    for old in list(element):
        element.remove(old)
    for xml in parts:
        element.append(parse_xml(xml))


def _name_fallback_fonts(file: File) -> None:
    """Name the font that Word takes where ours is not installed."""
    fonts = "".join(
        f'<w:font w:name="{ours}"><w:altName w:val="{theirs}"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        for ours, theirs in FALLBACKS
    )
    for rel in file.part.rels.values():
        if rel.reltype.endswith("/fontTable"):
            xml = f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"
            rel.target_part._blob = xml.encode()


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(PAGE["start"]), Mm(PAGE["end"])
    section.top_margin = Mm(PAGE["letterhead"])
    section.bottom_margin = Mm(PAGE["bottom"])
    section.header_distance, section.footer_distance = Mm(13), Mm(11)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].style = "Header"
    section.first_page_header.paragraphs[0].style = "Nothing"


def _place_footers(section: Section, sender: Letterhead, *, backwards: bool) -> None:
    _foot(section.footer.paragraphs[0], sender)
    first = section.first_page_footer
    first.paragraphs[0].style = "Footer"
    if sender.columns:
        columns = first.add_table(1, len(sender.columns), Mm(WIDTH))
        columns.style = "Letterhead Footer"
        columns.alignment = WD_TABLE_ALIGNMENT.LEFT
        if backwards:
            columns.table_direction = WD_TABLE_DIRECTION.RTL
        for cell, lines in zip(columns.rows[0].cells, sender.columns, strict=True):
            _lines(cell.paragraphs[0], lines)
    _foot(first.add_paragraph(), sender)


def _lines(paragraph: Paragraph, lines: tuple[str, ...]) -> None:
    paragraph.style = "Footer"
    first, *others = lines
    paragraph.add_run(first).bold = True
    for line in others:
        paragraph.add_run().add_break()
        paragraph.add_run(line)


def _foot(paragraph: Paragraph, sender: Letterhead) -> None:
    """Web address to one side; to the other the page number, in its language."""
    paragraph.style = "Footer Page"
    before, rest = sender.page.split("{page}")
    between, after = rest.split("{pages}")
    paragraph.add_run(f"{sender.web}\t{before}")
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _field(paragraph: Paragraph, name: str) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr="{name}">'
    paragraph._p.append(parse_xml(f"{field}<w:r><w:t>1</w:t></w:r></w:fldSimple>"))


def _place_sender(file: File, sender: Letterhead, *, backwards: bool) -> None:
    logo, line = read_logo(sender.logo), file.add_paragraph(style="Sender Logo")
    place_beside(
        line, logo.png, sender.logo_alt, width=logo.width, gap=4, backwards=backwards
    )
    file.add_paragraph(sender.name, style="Sender")
    file.add_paragraph(sender.unit, style="Sender Unit")
