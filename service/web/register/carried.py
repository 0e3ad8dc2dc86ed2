"""A file carried from its preview to its confirmation, without scripts and unchanged.

It travels in a hidden field, packed and signed: what is confirmed is what was shown.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import current_app
from itsdangerous import BadSignature, Signer

from service.core.errors import Refused
from service.core.sentence import Sentence

# Packed, it must fit in a form field of 500 kB whatever it holds.
MOST_BYTES = 300_000


def pack(content: bytes) -> str:
    return _signer().sign(urlsafe_b64encode(zlib.compress(content))).decode()


def unpack(packed: str) -> bytes:
    """Return the file. Raises Refused when the field is not one that we packed."""
    try:
        return zlib.decompress(urlsafe_b64decode(_signer().unsign(packed)))
    except BadSignature:
        again = Sentence("The preview has run out. Choose the file again.")
        raise Refused(again) from None


def _signer() -> Signer:
    return Signer(str(current_app.secret_key), salt="register-import")
