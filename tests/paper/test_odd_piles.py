"""Piles as they really are: each odd page gets an answer in words, and none is lost."""

from io import BytesIO

import pytest
from PIL import Image

from service.actions.scans.handing_in import hand_in
from service.actions.scans.placing import place
from service.core.errors import Invalid
from service.core.scans import DOUBTS, Doubt
from tests.consent.asking import answers, asked
from tests.house import NOW
from tests.paper.piles import (
    ELIS,
    blank,
    bound,
    filed,
    form_of,
    guardians,
    pictures,
    scanned,
)
from tests.paper.test_piles import secretary_elsewhere

TURNED = 6  # how a telephone was held, as EXIF tells


@pytest.fixture
def alma(small_house):
    return asked(small_house)


def whys(pile):
    return [page.why for page in pile.waiting]


def photo(picture, *, held):
    file, told = BytesIO(), Image.Exif()
    told[0x0112] = held
    picture.save(file, "JPEG", exif=told)
    return file.getvalue()


def beside(one, other):
    both = Image.new("RGB", (one.width + other.width, one.height), "white")
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    return both


def test_upside_down_and_photographed_pages_are_filed(small_house, alma):
    first, second = pictures(form_of(small_house, alma))[:2]

    pile = scanned(
        small_house,
        bound([first.rotate(180)]),
        photo(second.rotate(90, expand=True), held=TURNED),
    )

    assert (pile.filed, pile.waiting) == (2, ())


def test_two_forms_on_one_page_are_told_apart_by_a_person(small_house, alma):
    elis = asked(small_house, **ELIS)
    one, other = (pictures(form_of(small_house, each))[0] for each in (alma, elis))

    pile = scanned(small_house, bound([beside(one, other)]))

    assert whys(pile) == [DOUBTS[Doubt.SEVERAL]]


def test_two_pages_of_one_form_side_by_side_are_filed_with_it(small_house, alma):
    pile = scanned(
        small_house, bound([beside(*pictures(form_of(small_house, alma))[:2])])
    )

    assert pile.pages[0].record_id == alma


def test_blank_backs_wait_and_do_not_disturb_the_fronts(small_house, alma):
    fronts = pictures(form_of(small_house, alma))[:2]

    pile = scanned(small_house, bound([fronts[0], blank(), fronts[1], blank()]))

    assert [page.is_filed for page in pile.pages] == [True, False, True, False]
    assert whys(pile) == [DOUBTS[Doubt.NO_CODE]] * 2


def test_the_same_pile_twice_is_filed_once(house):
    alma = asked(house)
    front = pictures(form_of(house, alma))[0]
    assert scanned(house, bound([front, front])).filed == 1

    again = scanned(house, bound([front]))

    assert whys(again) == [DOUBTS[Doubt.TWICE]]
    assert len(filed(house, alma)[0]) == 1
    code = guardians(house, alma)[0].paper_code
    place(house.tools, house.actor, again.id, [1], code=code, now=NOW)  # a better one
    assert len(filed(house, alma)[0]) == 2


def test_a_form_of_a_question_that_was_replaced_is_not_filed_by_itself(
    small_house, alma
):
    front = pictures(form_of(small_house, alma))[0]
    new = answers(purpose="Något helt annat.")
    small_house.submit("consent", answers=new, record_id=alma, sending={})

    pile = scanned(small_house, bound([front]))

    assert whys(pile) == [DOUBTS[Doubt.REPLACED]]
    assert filed(small_house, alma) == ([], [])


def test_another_organisations_form_says_what_an_unknown_one_says(house):
    alma = asked(house)
    form = bound(pictures(form_of(house, alma))[:1])
    stranger = secretary_elsewhere(house)

    assert whys(scanned(house, form, actor=stranger)) == [DOUBTS[Doubt.STRANGE]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\0\0\0\x24ftypheic" + bytes(99), "HEIC"),
        (b"\0\0\0\x18ftypmif1" + bytes(99), "HEIC"),
        (b"II*\0" + bytes(99), "not a PDF"),
    ],
)
def test_a_telephones_own_format_is_told_by_name(small_house, content, said):
    with pytest.raises(Invalid) as refusal:
        hand_in(small_house.tools, small_house.actor, [("IMG.heic", content)], now=NOW)

    assert said in str(refusal.value.problems["files"][0])
