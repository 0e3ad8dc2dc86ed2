"""Milliseconds per sealed file, beside the bare signature that none can do without."""

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

TIMES = 30
WARM_UP = 5
SEALED, BARE = "seal, PAdES B-B with P-256", "bare P-256 signature of the file"


def measure() -> dict[str, Figures]:
    """Return the figures by name, each file sealed and signed in turn."""
    drawn = [RENDERERS["pdf"](composed(seed, 0), now=NOW) for seed in read_seeds()]
    sealer, key = _sealer(), ec.generate_private_key(ec.SECP256R1())
    sealing, signing = Watch(), Watch()
    for number in range(TIMES + WARM_UP):
        file = drawn[number % len(drawn)]
        with sealing.turn():
            sealer.seal(file, reason="Mätning", label="Sigill", now=NOW)
        with signing.turn():
            key.sign(file, ec.ECDSA(SHA256()))
    rows = {SEALED: sealing, BARE: signing}
    return {name: figures(watch.turns[WARM_UP:]) for name, watch in rows.items()}


def _sealer() -> Sealer:
    key = demo_seal_key()
    made = {"SEAL_KEY": key, "SEAL_CERTIFICATE": demo_seal_certificate(key)()}
    return Sealer(SealSettings.read(Environment(made)))
