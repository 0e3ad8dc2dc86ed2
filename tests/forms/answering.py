"""Answers that fit a form, made by hypothesis from the questions the form asks."""

from datetime import date

from hypothesis import strategies as st

from service.forms.questions import questions

LETTERS = st.sampled_from("abcåäöÅÄÖéüß '-–&<>{}#*1 ")
LINE = st.text(LETTERS, min_size=1, max_size=20).filter(str.strip)
MADE = {
    "line": LINE,
    "text": st.lists(LINE, min_size=1, max_size=3).map("\r\n".join),
    "day": st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str),
    "when": st.sampled_from(["senast augusti", "nästa möte", "vecka 35", "löpande"]),
    "times": st.sampled_from(["10-12", "kl 09.00-12.00, 14.30-16.30"]),
    "tick": st.booleans(),
    "names": st.lists(LINE, min_size=1, max_size=3),
    "lines": st.lists(LINE, min_size=1, max_size=3),
    "address": st.sampled_from(["ida@example.se", "ylva@example.se"]),
    "identity": st.uuids().map(str),
    "identities": st.lists(st.uuids().map(str), max_size=3),
    "whole": st.just(1),
}
# Lines in a form of their own: whoever is known by number, or by a day of birth.
NAMED = dict.fromkeys(
    ("identity", "child_identity"), st.sampled_from(["2014-05-17", "191212121212"])
)


def answers(schema):
    """Return a strategy of raw answers; what is optional may be left out."""
    return _answers(questions(schema))


def _answers(asked):
    needed = {q.name: _one(q) for q in asked if q.required}
    rest = {q.name: _one(q) for q in asked if not q.required}
    return st.fixed_dictionaries(needed, optional=rest)


def _one(question):
    if question.widget == "rows":
        return st.lists(_answers(question.rows), min_size=1, max_size=3)
    offered = [value for value, _ in question.choices]
    if question.widget == "several":
        least = int(question.required)
        return st.lists(st.sampled_from(offered), min_size=least, unique=True)
    if question.name in NAMED:
        return NAMED[question.name]
    return st.sampled_from(offered) if offered else MADE[question.widget]
