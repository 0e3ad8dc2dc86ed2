"""The closed set of blocks every document is built from: what, never how it looks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from service.document.pictures import Drawing, QrCode
from service.document.text import Printable, Rich, plain

LOWEST = 3  # the lowest level of a heading
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class Heading(Printable):
    """A heading below the title: level 1 is the first below it, level 3 the lowest."""

    text: str
    level: int = 1
    number: str = ""  # as written in the record: "3." or "§ 19", never counted here


@dataclass(frozen=True, slots=True)
class Paragraph(Printable):
    text: Rich
    look: str = "body"  # or "lead", larger, and "note", smaller


@dataclass(frozen=True, slots=True)
class Item(Printable):
    text: Rich
    items: tuple["Item", ...] = ()
    ordered: bool = False  # says how the items within are marked


@dataclass(frozen=True, slots=True)
class List(Printable):
    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Fact(Printable):
    label: str
    value: Rich


@dataclass(frozen=True, slots=True)
class Facts(Printable):
    """Short label-and-value lines."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Person(Printable):
    name: str
    role: str = ""  # or organisation, or the items a person was there for


@dataclass(frozen=True, slots=True)
class Group(Printable):
    label: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Attendance(Printable):
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Decision(Printable):
    label: str
    text: Rich


@dataclass(frozen=True, slots=True)
class Action(Printable):
    what: Rich
    who: str
    support: str
    when: Rich


@dataclass(frozen=True, slots=True)
class Actions(Printable):
    """Who does what, with whose help, and by when."""

    columns: tuple[str, str, str, str]
    rows: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Table(Printable):
    """Rows under column headings; a matrix when the first column is headings too."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    widths: tuple[int, ...] = ()  # shares of the width; all alike when left out
    matrix: bool = False


@dataclass(frozen=True, slots=True)
class Choice(Printable):
    text: Rich
    ticked: bool = False
    field: str = ""  # "question.answer": of one question's boxes only one can be ticked


@dataclass(frozen=True, slots=True)
class Choices(Printable):
    """Boxes to tick by hand, or already ticked."""

    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Blank(Printable):
    """Lines to write on by hand, below what is asked for."""

    label: str
    lines: int = 1
    field: str = ""  # a name makes it one that can be filled in on a screen, too


@dataclass(frozen=True, slots=True)
class Tick(Printable):
    """A row of boxes: what it asks, and the field of each box, named as a choice's."""

    text: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticks(Printable):
    """A matrix of boxes to tick. The first column asks, the others are the answers."""

    label: str  # what all of it is about: never seen, read aloud with every box
    columns: tuple[str, ...]
    rows: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Signature(Printable):
    """A short line for place and date, a long one to sign on, and what each is for."""

    labels: tuple[str, str]


@dataclass(frozen=True, slots=True)
class PageBreak(Printable):
    pass


@dataclass(frozen=True, slots=True)
class Passage(Printable):
    """Blocks in another language than the document's: read, and set, as that is."""

    language: str
    blocks: tuple["Block", ...]


Block = (
    Heading
    | Paragraph
    | List
    | Facts
    | Attendance
    | Decision
    | Actions
    | Table
    | Choices
    | Blank
    | Ticks
    | Signature
    | QrCode
    | Drawing
    | PageBreak
    | Passage
)


@dataclass(frozen=True, slots=True)
class Letterhead(Printable):
    """Who sends, and how to find them. Columns stand side by side in the footer."""

    name: str
    unit: str
    logo_alt: str
    columns: tuple[tuple[str, ...], ...]
    web: str
    page: str  # such as "Sida {page} av {pages}"
    logo: str = ""  # a PNG in base64; none stands for the placeholder
    dpo: str = ""  # the data protection officer, and how to reach them


@dataclass(frozen=True, slots=True)
class Document(Printable):
    title: str
    language: str
    letterhead: Letterhead
    blocks: tuple[Block, ...]
    header: tuple[Fact, ...] = ()  # what a registrar looks for: date, reference, place
    subtitle: str = ""
    mark: str = ""  # beside the sender: whose copy, a draft, a classification
    code: str = ""  # at the edge of every printed page, for a machine; "" for none

    def __post_init__(self) -> None:
        Printable.__post_init__(self)
        object.__setattr__(self, "blocks", tuple(_stepwise(self.blocks)))

    @property
    def direction(self) -> str:
        return direction(self.language)

    def with_neighbours(self) -> Iterator[tuple[Block | None, Block, Block | None]]:
        """Each block between the one before it and the one after it."""
        before, after = (None, *self.blocks), (*self.blocks[1:], None)
        return zip(before, self.blocks, after, strict=False)


def _stepwise(blocks: Iterable[Block]) -> Iterator[Block]:
    """Let headings go down one level at a time, for PDF/UA allows no gap."""
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1, LOWEST)
            yield replace(block, level=level)
        else:
            yield block


def direction(language: str) -> str:
    """Return `rtl` or `ltr`, as HTML calls the ways a line can run."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def leads_on(block: Block, after: Block | None) -> bool:
    """Whether a page must not end between `block` and what comes after it."""
    if isinstance(block, Choices | Blank):
        return isinstance(after, Signature)
    if not isinstance(block, Paragraph):
        return False
    return isinstance(after, Blank) or plain(block.text).endswith(":")
