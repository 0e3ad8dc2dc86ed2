"""Where people are real, the numbers published for tests are nobody's (DOMAIN B3.7)."""

import pytest

from service.actions.consent.batches import findings
from service.actions.consent.preparing import prepare
from service.core.batches import ItemState
from service.core.errors import Invalid
from service.core.identity import is_test_number, read_identity
from service.core.sentence import Sentence
from tests.api.program import open_program
from tests.consent.asking import answers
from tests.consent.eid.holders import COORDINATED, SARAS, SOMEBODYS, numbered
from tests.consent.many import CHECKED, file, read, row
from tests.house import NOW, open_house

CHILDS = "201701022384"
NOBODYS = "one of the tax agency's test numbers"


@pytest.fixture
def real(sqlite, services, tmp_path):
    """A house where people are real, as in production."""
    with open_house(sqlite, services, tmp_path, TEST_NUMBERS="no") as house:
        yield house


@pytest.mark.parametrize("number", [CHILDS, SOMEBODYS, SARAS, COORDINATED])
def test_published_numbers_are_told(number):
    assert read_identity(number) == number
    assert is_test_number(number)


@pytest.mark.parametrize(
    "identity",
    ["", "2014-05-17", "196408233234", "197001012389", "189001019701"],
)
def test_others_are_not_and_before_1990_the_same_digits_are_a_persons_own(identity):
    assert not is_test_number(identity)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"child_identity": CHILDS}, ("child_identity",)),
        ({"guardians": numbered()}, ("guardians", 0, "identity")),
    ],
)
def test_real_people_have_none_of_them_and_the_field_says_so(real, said, field):
    for ask in (prepare, _submit(real)):
        with pytest.raises(Invalid) as refused:
            ask(real.tools, real.actor, answers(**said), now=NOW)

        assert NOBODYS in _at(refused.value.problems, field)


def test_a_program_is_told_the_field(real):
    body = {"answers": answers(child_identity=CHILDS), "sending": {}}
    answer = open_program(real).post("/records/consent", body)

    assert answer.status_code == 422
    assert "child_identity" in answer.text


def test_a_row_of_a_file_with_one_is_bad_and_named(real):
    child = f"Alma;{CHILDS};Sara Ek;sara.ek@example.se;;;;;{CHECKED}"
    batch_id = read(real, file(child, row(2)))

    [found] = findings(real.tools, real.actor, batch_id, ItemState.BAD)
    assert (found.row, found.column) == (2, "Födelsedatum")
    assert NOBODYS in found.said


def test_where_one_tries_it_out_they_may_be_used(small_house):
    said = answers(child_identity=CHILDS, guardians=numbered())

    assert prepare(small_house.tools, small_house.actor, said, now=NOW).mailed == 2


def _submit(house):
    def ask(tools, actor, said, *, now):
        return house.submit("consent", answers=said, sending={}, now=now)

    return ask


def _at(problems, path) -> Sentence:
    for step in path:
        problems = problems[step]
    return problems[0]
