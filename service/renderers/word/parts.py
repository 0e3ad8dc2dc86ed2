"""Properties as Word writes them: each function returns one, sized from `look.json`."""

from functools import cache

from docx.oxml.ns import nsdecls

from service.renderers.look import LOOK

COLOUR = {name: value.lstrip("#") for name, value in LOOK["colours"].items()}
SIZE, PAGE = LOOK["sizes"], LOOK["page"]
WIDTH = 210 - PAGE["start"] - PAGE["end"]
END = WIDTH - PAGE["measure"]  # text keeps this far from the end; tables do not
REGIONS = {"sv": "sv-SE", "en": "en-GB", "ar": "ar-SA", "fa": "fa-IR"}
DEFAULTS = ("Normal", "Default Paragraph Font", "Normal Table", "No List")

KEEP = "<w:keepNext/><w:keepLines/>"
WHOLE = "<w:keepLines/>"
NO_HYPHENS = "<w:suppressAutoHyphens/>"


def mm(length: float) -> int:
    """Millimetres as twentieths of a point, which Word counts in."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    return round(length * 20)


def region(language: str) -> str:
    """Word wants a language with its country, or it finds no spelling for it."""
    return REGIONS.get(language, language)


@cache
def ident(name: str) -> str:
    return name.title().replace(" ", "")


def text(size: float, colour: str = "ink", *, bold: bool = False) -> str:
    """The looks of a text, alike for scripts of both directions."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    half = round(size * 2)
    return (
        f'{weight}<w:color w:val="{COLOUR[colour]}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )


def spacing(size: float, before: float = 0, after: float = 0) -> str:
    """Space around, and lines that grow when a reader enlarges the text."""
    return (
        f'<w:spacing w:before="{pt(before)}" w:after="{pt(after)}"'
        f' w:line="{pt(size * LOOK["line"])}" w:lineRule="atLeast"/>'
    )


def display(before: float, after: float) -> str:
    """Space around a title, and lines closer than the font's own."""
    around = f'w:before="{pt(before)}" w:after="{pt(after)}"'
    return f'<w:spacing {around} w:line="212" w:lineRule="auto"/>'


def indent(start: float = 0, hanging: float = 0, end: float = END) -> str:
    """Indents in millimetres; they turn with the direction, as cell margins do not."""
    hang = f' w:hanging="{mm(hanging)}"' if hanging else ""
    return f'<w:ind w:left="{mm(start + hanging)}" w:right="{mm(end)}"{hang}/>'


def rule(side: str, colour: str, *, width: float = 0.5, space: int = 0) -> str:
    return (
        f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="{space}"'
        f' w:color="{COLOUR[colour]}"/>'
    )


def tabs(*stops: tuple[float, str, str]) -> str:
    each = (
        f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{mm(at)}"/>'
        for at, kind, leader in stops
    )
    return f"<w:tabs>{''.join(each)}</w:tabs>"


def frame(width: float, *, backwards: bool) -> str:
    """A place at the start of the line that what follows stands beside."""
    side = "right" if backwards else "left"
    return (
        f'<w:framePr {nsdecls("w")} w:w="{mm(width)}" w:vSpace="0" w:hSpace="0"'
        f' w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="{side}"'
        ' w:y="1"/>'
    )


def style(kind: str, name: str, inside: str, *, based: str = "", then: str = "") -> str:
    default = ' w:default="1"' if name in DEFAULTS else ""
    basis = f'<w:basedOn w:val="{ident(based)}"/>' if based and not default else ""
    follows = f'<w:next w:val="{ident(then)}"/>' if then else ""
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}"{default} w:styleId="{ident(name)}">'
        f'<w:name w:val="{name}"/>{basis}{follows}<w:qFormat/>{inside}</w:style>'
    )


def paragraph(name: str, *ppr: str, look: str = "", then: str = "") -> str:
    inside = f"<w:pPr>{''.join(ppr)}</w:pPr><w:rPr>{look}</w:rPr>"
    return style("paragraph", name, inside, based="Normal", then=then)


def character(name: str, rpr: str) -> str:
    return style("character", name, f"<w:rPr>{rpr}</w:rPr>")


def table(name: str, borders: str, *, padding: float = 0, special: str = "") -> str:
    sides = (("top", padding), ("left", 0), ("bottom", padding), ("right", 0))
    cells = "".join(
        f'<w:{side} w:w="{pt(width)}" w:type="dxa"/>' for side, width in sides
    )
    look = f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{cells}</w:tblCellMar>"
    inside = f"<w:tblPr>{look}</w:tblPr>{special}"
    return style("table", name, inside, based="Normal Table")
