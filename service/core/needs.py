"""Which act a route needs, said where the route is: both doors read it."""

from collections.abc import Callable
from typing import Any, TypeVar

from service.core.permits import Act

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "needed_act"


def needs(act: Act) -> Callable[[View], View]:
    """Return a decorator that names the act; it stands right under the route's line."""

    def mark(view: View) -> View:
        setattr(view, _MARK, act)
        return view

    return mark


def act_of(view: Callable[..., Any] | None) -> Act | None:
    """Return the act a view names, or None: then it is open to nobody."""
    return getattr(view, _MARK, None)
