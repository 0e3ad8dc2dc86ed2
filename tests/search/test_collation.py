"""Names stand where a Swedish reader looks for them."""

from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from service.core.collation import key

IN_ORDER = [
    "Adam Ek",
    "Anna Berg",
    "Anna-Karin Berg",
    "Eva",
    "Éva",
    "Evert",
    "Myller",
    "Müller",
    "Vallin",
    "Wallin",
    "Zetterlund",
    "Åberg",
    "Æbeltoft",
    "Ängström",
    "Öberg",
    "Ødegård",
]


def test_swedish_letters_come_last_and_accents_count_least():
    assert sorted(reversed(IN_ORDER), key=key) == IN_ORDER


@given(st.text(), st.text())
def test_two_names_share_a_place_only_when_they_are_one(one, other):
    assert (key(one) == key(other)) == (one == other)


@given(st.text(alphabet="aåäöéAÅÄÖ -'"))
def test_the_place_is_the_same_however_letters_are_composed(name):
    assert key(normalize("NFD", name))[:2] == key(name)[:2]
