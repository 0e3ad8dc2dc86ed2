"""Our strictness under flask-smorest: what its decorators read, they read like this."""

from collections.abc import Mapping
from typing import Any, NoReturn

from flask import Request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from service.api.strict.body import read_body
from service.api.strict.queries import BadQuery
from service.core.errors import Invalid


class StrictParser(FlaskParser):
    """Reads bodies by `strict.body`; the schema says what to do with unknown fields."""

    def __init__(self) -> None:
        super().__init__(unknown=None)

    def load_json(self, req: Request, schema: Schema) -> Any:
        return read_body(req)

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        found: Any = error.messages
        if "query" in found:
            raise BadQuery(found["query"]) from error
        raise Invalid(found["json"]) from error
