"""A guardian's language: its sentences, its numbers, its days, and its direction."""

from datetime import UTC, datetime

import pytest

from service.core.errors import NotFound
from service.core.languages import GUARDIAN_LANGUAGES, guardian_language
from service.core.register import LANGUAGES
from service.document.blocks import direction
from service.document.words import make_speak
from service.wiring import WORDS

AT = datetime(2026, 6, 13, 12, 5, tzinfo=UTC)
FORMS = ("none", "one", "two", "{n} few", "{n} many", "{n} other")
speak = make_speak(WORDS)


@pytest.mark.parametrize("code", GUARDIAN_LANGUAGES)
def test_every_language_of_guardians_is_spoken(code):
    said, language = speak(code), guardian_language(code)

    assert (said.language, said.tag) == (code, language.tag)
    assert said.direction == direction(said.tag) == language.direction


def test_no_other_language_is():
    for code in ("xx", "", "sv-x"):
        with pytest.raises(NotFound):
            speak(code)
        with pytest.raises(NotFound):
            guardian_language(code)


def test_staff_choose_between_two_as_before():
    assert [code for code, _ in LANGUAGES] == ["sv", "en"]


def test_easy_swedish_says_the_rest_in_swedish_and_no_other_language_does():
    unsaid = "Fill in “{question}”."

    assert speak("sv-easy")(unsaid, question="a") == speak("sv")(unsaid, question="a")
    borrowing = {one.code for one in GUARDIAN_LANGUAGES.values() if one.said_by}
    assert borrowing == {"sv-easy"}


@pytest.mark.parametrize(
    ("code", "day", "moment"),
    [
        ("sv", "lördag 13 juni 2026", "13 juni 2026 kl. 14.05"),
        ("sv-easy", "lördag 13 juni 2026", "13 juni 2026 kl. 14.05"),
        ("en", "Saturday 13 June 2026", "13 June 2026 at 14:05"),
        (
            "ar",
            "السبت، 13 يونيو/حزيران 2026",
            "13 يونيو/حزيران 2026 الساعة 14:05",
        ),
        ("so", "Sabti, 13 Juun 2026", "13 Juun 2026 saacadda 14:05"),
        ("fi", "lauantai 13. kesäkuuta 2026", "13. kesäkuuta 2026 klo 14.05"),
        ("uk", "субота, 13 червня 2026 р.", "13 червня 2026 р. о 14:05"),  # noqa: RUF001
        ("pl", "sobota, 13 czerwca 2026", "13 czerwca 2026 o godz. 14:05"),
    ],
)
def test_days_and_moments_are_written_as_that_language_writes_them(code, day, moment):
    assert (speak(code).day(AT.date()), speak(code).moment(AT)) == (day, moment)


@pytest.mark.parametrize(
    ("code", "forms", "said"),
    [
        ("sv", FORMS[:2], {0: "one", 1: "none", 2: "one"}),
        ("fi", FORMS[:2], {0: "one", 1: "none", 21: "one"}),
        ("pl", ("{n} one", "{n} few", "{n} many"), {1: "1 one", 2: "2 few"}),
        ("pl", ("{n} one", "{n} few", "{n} many"), {5: "5 many", 22: "22 few"}),
        ("uk", ("{n} one", "{n} few", "{n} many"), {21: "21 one", 12: "12 many"}),
        ("ar", FORMS, {0: "none", 1: "one", 2: "two", 3: "3 few"}),
        ("ar", FORMS, {11: "11 many", 100: "100 other", 103: "103 few"}),
    ],
)
def test_a_count_takes_the_form_its_language_gives_it(tmp_path, code, forms, said):
    plural = "\n".join(f'msgstr[{n}] "{form}"' for n, form in enumerate(forms))
    head = f'"Language: {code}\\n"\n"Plural-Forms: nplurals={len(forms)}; plural=0;\\n"'
    (tmp_path / code).mkdir()
    (tmp_path / code / "some.po").write_text(
        f'msgid ""\nmsgstr ""\n{head}\n\nmsgid "{{n}} a"\nmsgid_plural "{{n}} b"\n'
        + plural
    )
    words = make_speak(tmp_path)(code)

    assert {n: words.count("{n} a", "{n} b", n) for n in said} == said
