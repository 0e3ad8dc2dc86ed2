"""Bad input, rows T: what people type, and what programs send for them."""

import pytest

from tests.api.program import order, pointers
from tests.reading import bare, said

MAY_NOT_PASS = {
    "T1 NUL": "a\0b",
    "T2 half a surrogate": "a\ud800",
    "T3 vertical tab": "a\x0bb",
    "T3 bell": "a\x07b",
    "T3 next line": "a\x85b",
    "T3 escape": "a\x1bb",
    "T4 right-to-left override": "a\u202eb",
    "T4 isolate": "a\u2066b\u2069",
    "T5 white space": "   ",
    "T5 zero width space": "\u200b",
    "T5 Hangul filler": "\u3164",
    "T8 Zalgo": "Z" + "\u0301" * 200,
    "T20 line feed": "a\nb",
    "T20 carriage return": "a\rb",
}
FROM_AFAR = {
    "T9 Arabic": "فاطمة الزهراء",
    "T9 Hebrew": "דוד לוי",
    "T9 Chinese": "王小明",
    "T9 Cyrillic": "Наталья",
    "T9 dotless i": "I\u015f\u0131l Y\u0131ld\u0131z",
    "T9 sharp s": "Groß ẞ",
    "T9 apostrophe": "O'Brien",
    "T9 prefix": "Vincent van der Berg",
    "T9 mononym": "Suharto",
    "T9 one letter": "O",
}
VERBATIM = {
    "T11 markup": "Müller & Söhne <b>x</b>",
    "T12 Word XML": "</w:t></w:r><w:r><w:t>INJECTED",
    "T13 template": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "T14 Typst": '#read("/etc/passwd") $x$ \\ *b*',
    "T15 TeX": "\\input{/etc/passwd} % _ ^",
    "T16 formula": "=cmd|' /C calc'!A0",
    "T17 script": '<script>alert(1)</script> javascript: "onmouseover=',
}


def verbatim():
    """Return minutes whose items are headed by everything that looks like code."""
    items = [{"heading": text} for text in VERBATIM.values()]
    return order(items=items, actions=[], decisions=[], next_meetings_item=None)


def rows(table):
    return pytest.mark.parametrize("text", list(table.values()), ids=list(table))


@rows(MAY_NOT_PASS)
def test_what_nobody_can_see_or_trust_is_refused_at_its_field(asker, text):
    answer = asker.post("/records/minutes", order(secretary=text))

    assert answer.status_code == 422
    assert pointers(answer) == {"/answers/secretary"}
    assert asker.get("/records").get_json() == []


@rows(MAY_NOT_PASS)
def test_the_register_refuses_the_same(asker, text):
    answer = asker.post("/people", {"name": text})

    assert answer.status_code == 422
    assert pointers(answer) == {"/name"}


@rows(FROM_AFAR)
def test_names_of_the_world_are_kept(asker, text):
    person = asker.post("/people", {"name": text})

    assert person.status_code == 201
    assert asker.get(f"/people/{person.get_json()['id']}").get_json()["name"] == text


def test_t6_spaces_around_and_within_are_tidied(asker):
    person = asker.post("/people", {"name": "  Åsa   Ek "})

    assert person.get_json()["name"] == "Åsa Ek"


def test_t7_decomposed_letters_are_composed(asker):
    person = asker.post("/people", {"name": "Rene\u0301e"})

    assert person.get_json()["name"] == "Ren\u00e9e"
    found = asker.post("/searches/people", {"words": "Ren\u00e9e"}).get_json()
    assert len(found) == 1


def test_t8_a_sign_no_font_has_is_named_at_its_field(asker):
    answer = asker.post("/records/minutes", order(closing="Tack \U00012000"))

    assert answer.status_code == 422
    assert pointers(answer) == {"/answers/closing"}


def test_t10_a_text_too_long_is_refused(asker):
    items = [{"heading": "Lång", "text": "x" * 10_001}]

    answer = asker.post("/records/minutes", order(items=items, actions=[]))

    assert pointers(answer) == {"/answers/items/0/text"}


def test_t10_a_request_too_large_is_not_read(asker):
    assert asker.raw(b'{"kind": "' + b"x" * 10_000_000).status_code == 413


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_what_looks_like_code_is_shown_as_it_is(asker, form):
    body = {"answers": verbatim()["answers"], "format": form}

    drawn = said(asker.post("/previews/minutes", body).data, form)

    assert [name for name, text in VERBATIM.items() if bare(text) not in drawn] == []


def test_what_looks_like_code_is_stored_as_it_is(program):
    done = program.post("/records/minutes", verbatim()).get_json()

    [revision] = program.get(f"/records/{done['id']}").get_json()["revisions"]
    headings = [item["heading"] for item in revision["answers"]["items"]]
    assert headings == list(VERBATIM.values())


@pytest.mark.parametrize("words", ["' OR 1=1--", "%", "_", "\\"])
def test_t18_a_search_is_a_text_and_no_pattern(asker, words):
    asker.post("/people", {"name": "Åsa Ek"})

    assert asker.post("/searches/people", {"words": words}).get_json() == []
    assert asker.post("/searches", {"words": words}).get_json()["records"] == []


def test_t19_no_pattern_is_slow_on_a_long_text(asker):
    long = "a" * 50_000 + "!"
    wish = [{"name": long, "email": long}]

    answer = asker.post("/records/minutes", order(held_on=long, time=long, to=wish))

    assert answer.status_code == 422


def test_t20_lines_end_alike(program):
    items = [{"heading": "Rader", "text": "ett\r\ntvå\rtre"}]
    body = order(items=items, actions=[], decisions=[], next_meetings_item=None)
    done = program.post("/records/minutes", body).get_json()

    [revision] = program.get(f"/records/{done['id']}").get_json()["revisions"]
    assert revision["answers"]["items"][0]["text"] == "ett\ntvå\ntre"
