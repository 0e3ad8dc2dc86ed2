"""Which application a request is for, told by the beginning of its path."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from service.api.reference.page import ADDRESS

FOR_PEOPLE = frozenset({ADDRESS, ADDRESS.rstrip("/")})


def switch(pages: WSGIApplication, *, programs: WSGIApplication) -> WSGIApplication:
    """Return both as one: `programs` answer under `/api/`, `pages` everywhere else."""

    def choose(
        environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        for_programs = path.startswith("/api/") and path not in FOR_PEOPLE
        return (programs if for_programs else pages)(environ, start_response)

    return choose
