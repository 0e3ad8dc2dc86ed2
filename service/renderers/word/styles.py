"""The named styles of the letterhead, and how its lists are marked."""

from collections.abc import Iterator

from docx.oxml.ns import nsdecls

from service.renderers.look import LOOK
from service.renderers.word.parts import (
    COLOUR,
    KEEP,
    NO_HYPHENS,
    PAGE,
    SIZE,
    WHOLE,
    WIDTH,
    character,
    display,
    indent,
    mm,
    paragraph,
    region,
    rule,
    spacing,
    style,
    table,
    tabs,
    text,
)

BODY, SMALL, FOOT = SIZE["body"], SIZE["small"], SIZE["foot"]
LABEL = text(SMALL, "quiet", bold=True)
QUIET = text(BODY, "quiet")
GAP = indent(end=3)  # between the columns of a table
SIGNS = {
    "List Bullet": ("bullet", "\u2022\u2013\u2022", 4.5),
    "List Number": ("decimal", "123", 6.5),
}
BOX_FONT = "Segoe UI Symbol"


def all_styles(language: str, *, backwards: bool) -> Iterator[str]:
    """Every style of the letterhead, in the order Word expects them."""
    yield defaults(language, backwards=backwards)
    yield from running_text()
    yield from headings()
    yield from lists()
    yield from facts_and_decisions()
    yield from forms()
    yield from furniture()
    yield from characters()
    yield from tables()


def defaults(language: str, *, backwards: bool) -> str:
    latin, other = ("sv", language) if backwards else (language, "ar")
    font, arabic = LOOK["fonts"][:2]
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"'
        f' w:cs="{arabic}"/>{text(BODY)}'
        f'<w:lang w:val="{region(latin)}" w:bidi="{region(other)}"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f"{'<w:bidi/>' if backwards else ''}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def running_text() -> Iterator[str]:
    lead = SIZE["lead"]
    yield paragraph("Normal", spacing(BODY))
    yield paragraph("Body Text", spacing(BODY, after=4.5), indent())
    yield paragraph("Lead", spacing(lead, after=7), indent(), look=text(lead))
    yield paragraph(
        "Note", spacing(SMALL, after=5), indent(), look=text(SMALL, "quiet")
    )


def headings() -> Iterator[str]:
    for name, colour, before, after in (
        ("Title", "ink", 22.0, 7.0),
        ("Subtitle", "quiet", 0.0, 16.0),
    ):
        yield paragraph(
            name,
            KEEP + NO_HYPHENS + display(before, after) + indent(),
            look=text(SIZE[name.lower()], colour),
            then="Body Text",
        )
    for level, (colour, before, after) in enumerate(
        (("accent", 8, 2.5), ("ink", 6, 2), ("ink", 5, 1))
    ):
        size = SIZE["heading"][level]
        yield paragraph(
            f"heading {level + 1}",
            KEEP + NO_HYPHENS + spacing(size, before, after) + indent(),
            f'<w:outlineLvl w:val="{level}"/>',
            look=text(size, colour, bold=True),
            then="Body Text",
        )


def lists() -> Iterator[str]:
    for number, (name, (*_, step)) in enumerate(SIGNS.items(), start=1):
        for level in range(3):
            yield paragraph(
                f"{name} {level + 1}" if level else name,
                f'<w:numPr><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{number}"/></w:numPr>',
                spacing(BODY, after=2) + indent(step * level, step),
            )


def facts_and_decisions() -> Iterator[str]:
    yield paragraph("Facts", spacing(BODY, after=2), indent(hanging=LOOK["label"]))
    edges = (  # lines in the colour of the ground are its padding
        rule("top", "wash", space=8)
        + rule("left", "accent", width=2.5, space=11)
        + rule("bottom", "wash", space=8)
        + rule("right", "wash", space=11)
    )
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{COLOUR["wash"]}"/>'
    box, inset = f"<w:pBdr>{edges}</w:pBdr>{ground}", indent(4.8, end=27.9)
    yield paragraph(
        "Decision Label",
        KEEP + box + spacing(BODY, before=12) + inset,
        look=text(BODY, "accent", bold=True),
        then="Decision",
    )
    yield paragraph("Decision", WHOLE + box + spacing(BODY, after=10) + inset)


def forms() -> Iterator[str]:
    yield paragraph("Choice", WHOLE + spacing(BODY, after=1) + indent(hanging=6.5))
    yield paragraph(
        "Blank Label", KEEP + spacing(SMALL, before=6) + indent(), look=LABEL
    )
    lines = f"<w:pBdr>{rule('bottom', 'rule')}{rule('between', 'rule')}</w:pBdr>"
    height = f'<w:spacing w:line="{mm(8)}" w:lineRule="exact"/>'
    yield paragraph("Write Line", lines + height + indent())
    second = (53, "left", "none")
    stops = (46, "left", "underscore"), second, (PAGE["measure"], "right", "underscore")
    yield paragraph("Signature Line", KEEP + tabs(*stops) + spacing(BODY, before=18))
    yield paragraph(
        "Signature Label", WHOLE + tabs(second) + spacing(SMALL, after=10), look=LABEL
    )
    yield paragraph("QR Code", spacing(1), look=text(1))  # no taller than the code
    yield paragraph("QR Caption", WHOLE + spacing(BODY, before=13, after=5) + indent())


def furniture() -> Iterator[str]:
    far = tabs((WIDTH, "right", "none"))
    foot = text(FOOT, "quiet")
    yield paragraph("Sender Logo", spacing(1), look=text(1))  # no taller than the logo
    yield paragraph(
        "Sender", NO_HYPHENS + spacing(13, before=3.5), look=text(13, bold=True)
    )
    yield paragraph(
        "Sender Unit", far + NO_HYPHENS + spacing(BODY, after=22), look=QUIET
    )
    yield paragraph("Nothing", spacing(1), look=text(1))  # the first page's header
    yield paragraph("header", NO_HYPHENS + spacing(FOOT, after=21), look=foot)
    yield paragraph("footer", NO_HYPHENS + spacing(FOOT), look=foot)
    yield paragraph(
        "Footer Page", far + NO_HYPHENS + spacing(FOOT, before=14), look=foot
    )


def characters() -> Iterator[str]:
    yield character("Default Paragraph Font", "")
    yield character("Label", LABEL)
    yield character("Code", "<w:noProof/>")
    link = f'<w:color w:val="{COLOUR["accent"]}"/><w:u w:val="single"/>'
    yield character("Hyperlink", link)
    fonts = (f'w:{script}="{BOX_FONT}"' for script in ("ascii", "hAnsi", "cs"))
    yield character("Choice Box", f"<w:rFonts {' '.join(fonts)}/>")


def tables() -> Iterator[str]:
    size = SIZE["table"]
    yield paragraph(
        "Table Heading", "<w:keepNext/>" + NO_HYPHENS + spacing(SMALL) + GAP, look=LABEL
    )
    yield paragraph("Table Text", spacing(size) + GAP, look=text(size))
    yield paragraph(
        "Header Label", NO_HYPHENS + spacing(SMALL, before=3) + GAP, look=LABEL
    )
    yield paragraph("Header Value", spacing(BODY, after=3) + GAP)

    under = f"<w:tcBorders>{rule('bottom', 'accent', width=1)}</w:tcBorders>"
    special = (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr>{under}</w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    )
    between = rule("bottom", "rule") + rule("insideH", "rule")
    start = '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
    yield style("table", "Normal Table", start)
    yield table("Header Table", rule("top", "rule") + rule("bottom", "rule"))
    yield table("Block Table", between, padding=3.5, special=special)
    yield table("Letterhead Footer", rule("top", "rule"), padding=5)
    yield style("numbering", "No List", "")


def numbering() -> Iterator[str]:
    """Both kinds of list, three levels deep."""
    for number, name in enumerate(SIGNS, start=1):
        levels = "".join(_level(name, at) for at in range(3))
        yield (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
    for number, _ in enumerate(SIGNS, start=1):
        yield (
            f'<w:num {nsdecls("w")} w:numId="{number}">'
            f'<w:abstractNumId w:val="{number}"/></w:num>'
        )


def _level(name: str, at: int) -> str:
    kind, signs, step = SIGNS[name]
    linked = name.replace(" ", "") + (str(at + 1) if at else "")
    sign = signs[at] if kind == "bullet" else f"%{signs[at]}."
    colour = COLOUR["accent" if kind == "bullet" else "ink"]
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{linked}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{mm(step * (at + 1))}"'
        f' w:hanging="{mm(step)}"/></w:pPr>'
        f'<w:rPr><w:color w:val="{colour}"/></w:rPr></w:lvl>'
    )
