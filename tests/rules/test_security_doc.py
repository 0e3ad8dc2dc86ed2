"""The list of what the security standard asks for is whole, and its tests exist."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = (ROOT / "docs" / "security-asvs.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.*?) \| (.*?) \| (.*?) \|$", re.M)
# How many items each chapter of ASVS 5.0.0 has at level 1 and 2.
ITEMS = {
    **{1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14},
    **{12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7},
}


def _rows():
    return ROW.findall(LIST)


def test_every_item_stands_there_once():
    items = [item for item, *_ in _rows()]

    assert Counter(int(item.partition(".")[0]) for item in items) == ITEMS
    assert len(items) == len(set(items)) == 253


def test_every_item_says_how_it_is():
    states = Counter(state for _, _, state, _, _ in _rows())

    assert states.keys() == {"met", "not met", "n/a"}
    told = f"{states['met']} are met, {states['not met']} are not met, "
    assert told + f"{states['n/a']} are not applicable" in LIST.replace("\n", " ")


def test_what_is_met_names_a_test_that_exists():
    for item, _, state, why, test in _rows():
        assert why
        assert bool(test) == (state == "met"), item
        if test:
            file, _, name = test.strip("`").partition("::")
            source = (ROOT / "tests" / file).read_text(encoding="utf-8")
            assert f"def {name}(" in source, f"{item}: {test}"
