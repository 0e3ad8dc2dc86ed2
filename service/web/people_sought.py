"""Whom somebody looks for in the register: a name, so it is sealed in the address."""

from collections.abc import Mapping

from flask import request

from service.limits import Limit
from service.web.context import actor
from service.web.limiting import take
from service.web.sealing import SealBroken, seal, unseal

PAGE, FIELD = "people", "search"


def seek(form: Mapping[str, str]) -> str:
    """Return what stands after the question mark where the named one is found.

    Raises TooMany.
    """
    take(Limit.SEARCH, actor().label)
    return address_of(form.get(FIELD, ""))


def address_of(words: str) -> str:
    return f"sought={seal({FIELD: words.strip()}, page=PAGE)}"


def sought() -> str:
    """Return whom this page's address looks for; nobody when its seal has run out."""
    try:
        return unseal(request.args.get("sought", ""), page=PAGE).get(FIELD, "")
    except SealBroken:
        return ""
