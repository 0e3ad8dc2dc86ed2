"""Rules of the house, checked so that nobody has to remember them."""

import ast
from pathlib import Path

import pytest

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


@pytest.fixture(params=FILES, ids=lambda file: str(file.relative_to(ROOT)))
def file(request):
    return request.param


def test_no_file_outgrows_five_screenfuls(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_function_outgrows_one_screenful(file):
    functions = (n for n in ast.walk(_tree(file)) if isinstance(n, ast.FunctionDef))

    assert [f.name for f in functions if _length(f) > LONGEST_FUNCTION] == []


def test_a_file_is_named_after_what_it_holds(file):
    assert file.stem not in NAMELESS_ROOMS


def test_fixtures_for_all_are_few():
    shared = (file for file in FILES if file.name == "conftest.py")

    assert [f for f in shared if len(f.read_text().splitlines()) >= 100] == []


def test_celery_is_never_asked_to_wait_or_to_try_again():
    asked = {
        (file.name, call.lineno)
        for file in FILES
        if _imports(file, "celery") and "tests" not in file.parts
        for call in _calls(file)
        if CELERYS_OWN_CLOCK & {*_options(call), _called(call)}
    }

    assert asked == set()


def test_code_stands_before_excuses(file):
    """No line switches a check off without saying why."""
    lines = file.read_text(encoding="utf-8").splitlines()

    assert [n for n in lines if "# noqa" in n and "# noqa:" not in n] == []


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
