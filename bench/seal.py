"""Milliseconds per sealed file, beside the bare signature that none can do without.

The timestamp service and the authority are our own, in this very process: what theirs
take, and the way there, is included only as far as they sign.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from bench.documents import NOW, composed
from bench.figures import Figures, Watch, figures
from bench.seeds import read_seeds
from service.renderers import RENDERERS
from service.seal.sealer import Sealer
from service.settings.demo_seal import demo_seal_certificate, demo_seal_key
from service.settings.environment import Environment
from service.settings.seal import SealSettings
from service.settings.seal_level import Level
from tests.seal.authority import open_authority
from tests.seal.clockwork import open_clockwork

TIMES = 30
WARM_UP = 5
SEALED, BARE = "seal, PAdES B-B with P-256", "bare P-256 signature of the file"
STAMPED, LASTING = "the same with a timestamp, B-T", "and all that proves it, B-LTA"


def measure() -> dict[str, Figures]:
    """Return the figures by name, each file sealed and signed in turn."""
    drawn = [RENDERERS["pdf"](composed(seed, 0), now=NOW) for seed in read_seeds()]
    key = ec.generate_private_key(ec.SECP256R1())
    rows = {name: Watch() for name in (SEALED, STAMPED, LASTING, BARE)}
    with _sealers() as sealers:
        for number in range(TIMES + WARM_UP):
            file = drawn[number % len(drawn)]
            for name, (sealer, most) in sealers.items():
                with rows[name].turn():
                    sealer.seal(file, reason="Mätning", label="S", now=NOW, most=most)
            with rows[BARE].turn():
                key.sign(file, ec.ECDSA(SHA256()))
    return {name: figures(watch.turns[WARM_UP:]) for name, watch in rows.items()}


@contextmanager
def _sealers() -> Iterator[dict[str, tuple[Sealer, Level]]]:
    key = demo_seal_key()
    plain = {"SEAL_KEY": key, "SEAL_CERTIFICATE": demo_seal_certificate(key)()}
    with (
        open_authority(NOW) as authority,
        open_clockwork(NOW, authority.clock) as clock,
    ):
        lasting = _sealer({**authority.environment, "SEAL_TSA_URL": clock.url})
        yield {
            SEALED: (_sealer(plain), Level.B_B),
            STAMPED: (lasting, Level.B_T),
            LASTING: (lasting, Level.B_LTA),
        }


def _sealer(made: Mapping[str, str]) -> Sealer:
    return Sealer(SealSettings.read(Environment(made)))
