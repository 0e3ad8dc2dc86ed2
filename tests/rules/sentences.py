"""Collect every sentence the code and the templates may say, where they say it.

A sentence is a pair `(one, many)`; `many` is empty unless it counts something. It is
found as the first argument of `words(…)`, `words.count(…)`, `Sentence(…)` and of the
makers of questions, and in the tables of choices that people see.
"""

import ast
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from jinja2 import Environment, nodes

from service.core import register
from service.forms import fields
from service.forms.fields import Asked
from service.kinds import KINDS

Said = tuple[str, str]
ROOT = Path(__file__).parents[2]
MAKERS = {
    maker.__name__
    for maker in vars(fields).values()
    if getattr(maker, "__module__", "") == fields.__name__ and callable(maker)
} - {Asked.__name__}
TEMPLATE_VOICES = {"words", "both", "pair"}  # the last two say it in Swedish as well
SPOKEN_OPTIONS = {"hint", "starts", "one"}
TABLES = (register.GROUP_TYPES, register.MEMBER_ROLES, register.LANGUAGES)


def sentences() -> set[Said]:
    """Return all of them; an empty text says nothing and needs no translation."""
    return {*in_python(), *in_templates(), *_in_tables()} - {("", "")}


def _in_tables() -> Iterator[Said]:
    for kind in KINDS.values():
        yield from ((str(kind.label), ""), (str(kind.about), ""))
    for table in TABLES:
        yield from ((str(label), "") for _, label in table)


def in_python(places: str = "**/*.py") -> Iterator[Said]:
    """Yield what is said in these files of the service."""
    for file in sorted((ROOT / "service").glob(places)):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        voices = {"words", "Sentence", *_voices(tree)}
        makers = MAKERS if _asks(tree) else set[str]()
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            yield from _said(call, voices | makers)
            if _name(call.func) in makers:
                yield from _options(call)


def _asks(tree: ast.AST) -> bool:
    """A module asks when it takes its makers from the one place that has them."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    taken = {f"{node.module}.{name.name}" for node in imports for name in node.names}
    return any(f"{name}.".startswith(f"{fields.__name__}.") for name in taken)


def _voices(tree: ast.AST) -> Iterator[str]:
    """Yield the names of variables that hold what `words()` or `speak(…)` returned."""
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Assign)):
        made = node.value.func if isinstance(node.value, ast.Call) else node.value
        if _name(made) in ("words", "speak"):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name))


def _said(call: ast.Call, voices: set[str]) -> Iterator[Said]:
    name = _name(call.func)
    if name == "count" and len(call.args) >= 3:
        [one], [many] = (list(_texts(arg)) for arg in call.args[:2])
        yield one, many
    elif name in voices or (isinstance(call.func, ast.Call) and name == "speak"):
        yield from ((text, "") for arg in call.args[:1] for text in _texts(arg))


def _options(call: ast.Call) -> Iterator[Said]:
    spoken = (word.value for word in call.keywords if word.arg in SPOKEN_OPTIONS)
    yield from ((text, "") for value in spoken for text in _texts(value))


def _name(called: ast.expr) -> str:
    """Return what is called by its last name: `words` for `self.words`, `words()`."""
    if isinstance(called, ast.Call):
        return _name(called.func)
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))


def in_templates(places: str = "**/*.*") -> Iterator[Said]:
    """Yield what is said in these pages and mails."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.do"])
    for file in sorted((ROOT / "templates").glob(places)):
        if file.suffix in (".html", ".txt"):
            tree = environment.parse(file.read_text(encoding="utf-8"))
            for call in tree.find_all(nodes.Call):
                yield from _said_in_template(call)


def _said_in_template(call: nodes.Call) -> Iterator[Said]:
    called, texts = call.node, (a for a in call.args if isinstance(a, nodes.Const))
    if isinstance(called, nodes.Name) and called.name in TEMPLATE_VOICES:
        first = call.args[:1]
        itself = (text for text in first if isinstance(text, nodes.Const))
        inner = (text for arg in first for text in arg.find_all(nodes.Const))
        yield from ((str(text.value), "") for text in (*itself, *inner))
    elif isinstance(called, nodes.Getattr) and called.attr == "count":
        one, many = islice(texts, 2)
        yield one.value, many.value
