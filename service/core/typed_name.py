"""Whether a name that somebody typed may be the name that we know them by."""

import re

WORDS = re.compile(r"[^\W\d_]+")


def is_name_of(typed: str, name: str) -> bool:
    """Return whether `typed` has the given name of `name` and another word, or is part
    of it in two words or more.

    People leave out middle names, add a name they have taken, and set hyphens as they
    like. One common word is not enough: it may be the other guardian's.
    """
    said, known = _words(typed), _words(_given_name_first(name))
    has_given_name = bool(known) and known[0] in said
    enough = min(2, len(known))
    if len(set(said)) < enough:
        return False
    return has_given_name or set(said) <= set(known)


def _given_name_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given} {family}" if comma else name


def _words(name: str) -> list[str]:
    return WORDS.findall(name.casefold())
