"""What a consent is called in a list: enough to know it by, and no child's name."""

import re
from textwrap import shorten

LONGEST = 60


def initials(name: str) -> str:
    """Return the first letters of a name as "A.H.L.", "" for no name."""
    return "".join(f"{part[0].upper()}." for part in name.split())


def known_by(*, child: str, is_protected: bool, reference: str, purpose: str) -> str:
    """Return a child's initials, and the reference or else how the purpose begins.

    A protected child has no initials here; where the purpose names the child, it is
    by initials as well.
    """
    who = "" if is_protected else initials(child)
    about = reference.strip() or _begun(_without(purpose, child))
    return ", ".join(part for part in (who, about) if part)


def _without(text: str, name: str) -> str:
    for part in filter(None, (*name.split(), *re.split(r"[\s-]+", name))):
        named = re.compile(rf"\b{re.escape(part)}(?=s?\b)", re.IGNORECASE)
        text = named.sub(f"{part[0].upper()}.", text)
    return text


def _begun(text: str) -> str:
    return shorten(text, LONGEST, placeholder=" …")
