"""What somebody had written when their session ended, carried over the sign-in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

EXTENSION = "keepers"
PREFIX = "kept-"
PATH = "kept-path"

# Saves posted fields; takes them and the gaps of the address they were sent to, and
# returns where to go on.
Keeper = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where it was sent, and the fields: names may repeat (boxes that are ticked)."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, written: Any) -> "Kept | None":
        """Return what was kept from its JSON (null is nothing)."""
        if written is None:
            return None
        path, fields = written
        return cls(path, tuple((name, value) for name, value in fields))

    @property
    def written(self) -> Any:
        """Return it as JSON has it."""
        return [self.path, [list(field) for field in self.fields]]


def to_carry() -> Kept | None:
    """Return what this request brought, when it brought answers."""
    if request.method != "POST" or request.blueprint == "sign_in":
        return None
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token"
    )
    return Kept(request.path, fields)


def carried() -> Kept | None:
    """Return what the sign-in page had tucked away."""
    path = request.form.get(PATH)
    if path is None:
        return None
    fields = tuple(
        (name.removeprefix(PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX) and name != PATH
    )
    return Kept(path, fields)


def keep(kept: Kept) -> str:
    """Save what was carried where that can be done; return the page to go on with."""
    try:
        places = current_app.url_map.bind(request.host)
        endpoint, gaps = places.match(kept.path, method="POST")
        keeper = current_app.extensions[EXTENSION][endpoint]
    except (HTTPException, KeyError):
        return "/"
    return str(keeper(MultiDict(kept.fields), **gaps))
