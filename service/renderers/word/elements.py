"""Elements of a Word file, added at the end of their parent in one step.

python-docx looks for the right place of every child, which took half of our time;
whoever calls `add` says the children in the order that Word wants them.
"""

from functools import cache

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

SPACE = qn("xml:space")


@cache
def _qualified(name: str) -> str:
    return qn(f"w:{name}")


def add(parent: BaseOxmlElement, name: str, **values: str) -> BaseOxmlElement:
    """Return a new last child; `add(style, "b", val="0")` is `<w:b w:val="0"/>`."""
    attributes = {_qualified(key): value for key, value in values.items()}
    child: BaseOxmlElement = parent.makeelement(_qualified(name), attributes)
    parent.append(child)
    return child


def add_text(
    parent: BaseOxmlElement, text: str, *looks: tuple[str, str]
) -> BaseOxmlElement:
    """Return a new run; a look is a property's name and value, no value means on."""
    run = add(parent, "r")
    if looks:
        properties = add(run, "rPr")
        for name, value in looks:
            add(properties, name, **({"val": value} if value else {}))
    shown = add(run, "t")
    shown.text = text
    shown.set(SPACE, "preserve")
    return run


def add_sign(parent: BaseOxmlElement, name: str) -> None:
    """Add a run that holds nothing but a `tab` or a `br`."""
    add(add(parent, "r"), name)
