"""What people typed in a field of many lines, as blocks: lists, headings, paragraphs.

Markdown, of which only lists and headings are known: whatever else looks like markup is
text. A list that Markdown would number or mark otherwise than its writer did stays as
it was written, so that no number is silently repaired.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

from service.document.blocks import LOWEST, Block, Heading, Item, List, Paragraph

MARKDOWN = MarkdownIt("zero").enable(["list", "heading"])
DEEPEST = MARKDOWN.options["maxNesting"] - 2  # below this Markdown drops what it finds
LISTS = ("bullet_list", "ordered_list")


def prose(text: str, *, level: int = 2) -> tuple[Block, ...]:
    """Return `text` as blocks; `# ` begins a heading of `level`, `## ` one below it."""
    tokens = MARKDOWN.parse(text)
    if any(token.level >= DEEPEST for token in tokens):
        return tuple(Paragraph(part) for part in text.split("\n\n") if part.strip())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    nodes = Node(tokens).children
    return tuple(block for node in nodes for block in _blocks(node, lines, level))


def _blocks(node: Node, lines: list[str], level: int) -> Iterator[Block]:
    if node.type in LISTS and _is_as_typed(node):
        yield List(_items(node), ordered=node.type == "ordered_list")
    elif node.type in LISTS:
        yield from (Paragraph(_written(item, lines)) for item in node.children)
    elif node.type == "heading" and _said(node):
        text = _written(node, lines).lstrip("#").strip()
        yield Heading(text, level=min(level + len(node.markup) - 1, LOWEST))
    else:
        yield Paragraph(_written(node, lines))


def _is_as_typed(node: Node) -> bool:
    """Whether a drawn list shows the signs its writer chose, at every depth."""
    if node.type in LISTS and not _is_plainly_marked(node):
        return False
    if node.type == "list_item" and not _is_plain(node):
        return False
    return all(_is_as_typed(child) for child in node.children)


def _is_plainly_marked(node: Node) -> bool:
    """Whether the list is marked by hyphens or stars, or counts 1. 2. 3. from one."""
    if node.type == "bullet_list":
        return node.markup in ("-", "*")
    counted = [str(number) for number, _ in enumerate(node.children, start=1)]
    return node.markup == "." and [item.info for item in node.children] == counted


def _is_plain(item: Node) -> bool:
    """Whether the item is some text and then, perhaps, lists."""
    kinds = [child.type for child in item.children]
    texts = kinds.count("paragraph")
    return texts > 0 and all(kind in LISTS for kind in kinds[texts:])


def _items(node: Node) -> tuple[Item, ...]:
    return tuple(_item(item) for item in node.children)


def _item(item: Node) -> Item:
    text = " ".join(_said(part) for part in item.children if part.type == "paragraph")
    lists = [part for part in item.children if part.type in LISTS]
    within = tuple(deeper for part in lists for deeper in _items(part))
    return Item(text, within, ordered=bool(lists) and lists[0].type == "ordered_list")


def _said(node: Node) -> str:
    return node.children[0].content if node.children else ""


def _written(node: Node, lines: list[str]) -> str:
    first, end = node.map or (0, 0)
    return "\n".join(lines[first:end]).strip()
