import pytest

from service.renderers import RENDERERS
from tests.documents.samples import ARABIC, EVERYTHING, NOW
from tests.seal import certificates
from tests.seal.nearby import Nearby


@pytest.fixture(scope="session")
def drawn():
    """A Latin and an Arabic document, as the renderer draws them."""
    both = {"latin": EVERYTHING, "arabic": ARABIC}
    return {name: RENDERERS["pdf"](one, now=NOW) for name, one in both.items()}


@pytest.fixture(scope="session")
def sealer():
    return Nearby(certificates.settings())


@pytest.fixture(scope="session")
def sealed(drawn, sealer):
    return {
        name: sealer.seal(pdf, reason="Samtycke", label="Sigill", now=NOW)
        for name, pdf in drawn.items()
    }
