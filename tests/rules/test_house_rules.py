"""Rules of the house, checked so that nobody has to remember them."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("service", "workers", "tests", "bench")
GENERATED = ROOT / "service" / "store" / "migrations" / "versions"
FILES = sorted(
    file
    for room in ROOMS
    for file in (ROOT / room).rglob("*.py")
    if GENERATED not in file.parents
)
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CONFTEST = 250, 40, 100
NAMELESS_ROOMS = {"utils", "helpers", "manager", "managers", "common", "misc"}
# Redis must never hold time or retries: the database does (docs/decisions/0002).
CELERYS_OWN_CLOCK = {"eta", "countdown", "retry", "link", "link_error"}


def test_no_file_outgrows_five_screenfuls():
    assert {_named(f): n for f in FILES if (n := _lines(f)) > LONGEST_FILE} == {}


def test_no_function_outgrows_one_screenful():
    too_long = {
        (_named(file), node.name)
        for file in FILES
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.FunctionDef) and _length(node) > LONGEST_FUNCTION
    }

    assert too_long == set()


def test_a_file_is_named_after_what_it_holds():
    assert [_named(file) for file in FILES if file.stem in NAMELESS_ROOMS] == []


def test_fixtures_for_all_are_few():
    shared = (file for file in FILES if file.name == "conftest.py")

    assert [f for f in shared if len(f.read_text().splitlines()) >= 100] == []


def test_celery_is_never_asked_to_wait_or_to_try_again():
    asked = {
        (file.name, call.lineno)
        for file in FILES
        if "tests" not in file.parts and _imports(file, "celery")
        for call in _calls(file)
        if CELERYS_OWN_CLOCK & {*_options(call), _called(call)}
    }

    assert asked == set()


def test_code_stands_before_excuses():
    """No line switches a check off without saying why."""
    unsaid = [
        (_named(file), number)
        for file in FILES
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if "# noqa" in line and "# noqa:" not in line
    ]

    assert unsaid == []


def _named(file):
    return str(file.relative_to(ROOT))


def _lines(file):
    return len(file.read_text(encoding="utf-8").splitlines())


def _tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def _length(function):
    return function.end_lineno - function.lineno + 1


def _imports(file, package):
    nodes = [n for n in ast.walk(_tree(file)) if isinstance(n, ast.ImportFrom)]
    return any((node.module or "").split(".")[0] == package for node in nodes)


def _calls(file):
    return (node for node in ast.walk(_tree(file)) if isinstance(node, ast.Call))


def _options(call):
    """Return the options a call turns on: `retry=False` says no to retries."""
    false = {k.arg for k in call.keywords if getattr(k.value, "value", 0) is False}
    return {keyword.arg for keyword in call.keywords} - false


def _called(call):
    return getattr(call.func, "attr", "")
