"""The page that says whether a copy is the right one, as it is seen."""

import pytest

from service.renderers import RENDERERS
from tests.browser.looking import EVERYWHERE
from tests.documents.samples import ARABIC, NOW
from tests.seal import tampering
from tests.seal.keeping import keep


@pytest.fixture
def files(small_house, tmp_path):
    """The right copy and a changed one, as files."""

    drawn = RENDERERS["pdf"](ARABIC, now=NOW)
    right = small_house.tools.sealer.seal(drawn, reason="S", label="S", now=NOW)
    keep(small_house, right)
    both = {"right": right, "changed": tampering.add_a_page(right)}
    for name, content in both.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    return {name: tmp_path / f"{name}.pdf" for name in both}


def test_a_copy_is_checked(looking, files):
    with looking("copies", *EVERYWHERE) as looker:
        looker.open("/verify", name="asking")
        press(looker, "nothing", None)
        press(looker, "right", files["right"])
        press(looker, "changed", files["changed"])


def press(looker, name, file):
    if file:
        looker.page.get_by_label("Fil").set_input_files(file)
    looker.page.get_by_role("button", name="Kontrollera filen").click()
    looker.look(name)
