"""Mail addresses: exactly one mailbox, in a form that every relay understands."""

from email_validator import EmailNotValidError, validate_email

from service.core.sentence import Sentence
from service.core.text import clean_line

MOST = 254
MOST_BEFORE_AT = 64


def read_address(text: str) -> str:
    """Return the address in ASCII: other letters in its domain become punycode.

    Raises ValueError with a Sentence for anything but one bare address: no display
    name, no comment, no second address, no literal or one-word domain (RFC 5321).
    """
    address = clean_line(text)
    before_at = address.rpartition("@")[0]
    if not before_at.isascii():
        raise ValueError(Sentence("Use only the letters a to z before the @ sign."))
    if len(before_at) > MOST_BEFORE_AT or len(address) > MOST:
        raise ValueError(Sentence("The address is too long."))
    try:
        found = validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        raise ValueError(
            Sentence("Write one address, like name@example.se, and nothing else.")
        ) from None
    return str(found.ascii_email)
