"""What guardians meet is said in every language of theirs, and by no other's words."""

from string import Formatter

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, meta

from service.core.languages import GUARDIAN_LANGUAGES, MASTER
from service.document.words import CATEGORIES, SOURCE, plural
from service.wiring import WORDS
from tests.rules.sentences import ROOT, in_python, in_templates

# The Swedish catalogues that every other language says the whole of, file by file.
AREAS = ("guardian.po", "consent_document.po", "shared.po")
# Where guardians meet sentences; all of them must stand in those catalogues.
PAGES = ROOT / "templates" / "pages"
FRAME = "consents/layout.html"  # what frames a page for guardians
STAFF_TOO = ("layout.html", "macros/icons.html")  # menus, which guardians do not see
TEMPLATES = (
    "pages/error.html",
    "mail/consent_asked.*",
    "mail/consent_reminder.*",
    "mail/consent_receipt.*",
    "mail/consent_reply.*",
    "mail/consent_complete.*",
    "mail/consent_ends.*",
    "mail/consent_applies.*",
    "mail/consent_off.*",
    "mail/code.*",
    "mail/short.*",
)
PYTHON = (
    "web/consents/*.py",
    "kinds/consent/document.py",
    "kinds/consent/evidence.py",
    "kinds/consent/paper.py",
    "kinds/consent/receipt.py",
    "kinds/consent/withdrawal_sheet.py",
    "actions/letterhead.py",
    "core/languages.py",
    "actions/consent/answering.py",
    "actions/consent/saying.py",
    "auth/eid.py",
    "core/text.py",
)
WHOLE = [
    language
    for code, language in GUARDIAN_LANGUAGES.items()
    if code not in (MASTER, SOURCE) and not language.said_by
]
EASY = [language for language in GUARDIAN_LANGUAGES.values() if language.said_by]
named = pytest.mark.parametrize("language", [*WHOLE, *EASY], ids=lambda one: one.code)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", WHOLE, ids=lambda one: one.code)
def test_nothing_is_left_unsaid(language, area):
    asked, said = ids(MASTER, area), ids(language.code, area)
    missing = sorted(asked - said)

    listed = "\n".join(("", *(" · ".join(filter(None, one)) for one in missing)))
    place = f"templates/words/{language.code}/{area}"
    assert not missing, f"{len(missing)} of {len(asked)} missing in {place}:{listed}"


@named
def test_nothing_is_said_that_swedish_does_not_say_in_the_same_file(language):
    files = {file.name for file in (WORDS / language.code).glob("*.po")}

    assert files <= set(AREAS)
    left = {area: ids(language.code, area) - ids(MASTER, area) for area in files}
    assert {area: sorted(over) for area, over in left.items() if over} == {}


@named
def test_no_translation_is_a_guess(language):
    assert [m.id for m in messages(language.code) if m.fuzzy] == []


@named
def test_every_translation_leaves_the_same_gaps(language):
    found = messages(language.code)

    assert [m.id for m in found if gaps(m.id) != gaps(m.string)] == []


@named
def test_what_counts_has_a_form_for_each_kind_of_number(language):
    kinds = {plural(n, language.tag) for n in range(201)}
    counting = [m for m in messages(language.code) if len(forms(m.id)) > 1]

    assert len(kinds) <= len(CATEGORIES)
    wrong = [m.id for m in counting if len(list(filter(None, m.string))) != len(kinds)]
    assert wrong == []


def test_what_guardians_meet_stands_in_their_catalogues():
    pages = tuple(f"pages/{name}" for name in guardian_pages())
    met = {said for places in (*TEMPLATES, *pages) for said in in_templates(places)}
    met |= {said for places in PYTHON for said in in_python(places)}
    ours = set().union(*(ids(MASTER, area) for area in AREAS))

    assert sorted(met - ours - {("", "")}) == []


def guardian_pages():
    """Return the pages in the frame of guardians, and all that these are made of."""
    made_of = {name: set(parts(name)) for name in page_names()}
    found = {FRAME, *(name for name, within in made_of.items() if FRAME in within)}
    while more := set().union(*(made_of.get(name, set()) for name in found)) - found:
        found |= more
    return sorted(name for name in found - set(STAFF_TOO) if "govuk" not in name)


def page_names():
    return (str(file.relative_to(PAGES)) for file in PAGES.rglob("*.html"))


def parts(name):
    source = (PAGES / name).read_text(encoding="utf-8")
    tree = Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(source)
    return filter(None, meta.find_referenced_templates(tree))


def messages(code, areas=AREAS):
    """Return the messages of a language's areas that exist, without their headers."""
    found = []
    for area in (WORDS / code / name for name in areas):
        if area.exists():
            with area.open("rb") as lines:
                catalogue = read_po(lines, locale=GUARDIAN_LANGUAGES[code].tag)
            found += [message for message in catalogue if message.id]
    return found


def ids(code, area):
    """Return what an area says, as pairs of one and many."""
    said = messages(code, (area,))
    return {(*forms(m.id), "")[:2] for m in said if any(forms(m.string))}


def forms(text):
    return tuple(text) if isinstance(text, tuple | list) else (text,)


def gaps(text):
    parsed = (part for form in forms(text) for part in Formatter().parse(form))
    return {name for _, name, _, _ in parsed if name is not None}
