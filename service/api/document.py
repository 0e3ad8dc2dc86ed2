"""The OpenAPI document: what every operation shares is said once, here."""

from typing import Any

from apispec import APISpec, BasePlugin

from service.api.problems.answer import MEDIA_TYPE
from service.api.problems.sentences import TITLES
from service.api.shapes.problems import ProblemShape

ALWAYS = (400, 401, 403, 405, 406, 429, 500, 503)
WITH_PATH = (404,)
WITH_QUERY = (414, 422)
WITH_BODY = (408, 413, 415, 422)
CHANGING = (409,)
BY_SERVER = (414,)  # refused by gunicorn, in HTML, before we are asked


class ProblemsPlugin(BasePlugin):
    """Adds to each operation the problems it can answer with."""

    def init_spec(self, spec: APISpec) -> None:
        spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
        for status, title in TITLES.items():
            content: dict[str, Any] = (
                {"text/html": {}}
                if status in BY_SERVER
                else {MEDIA_TYPE: {"schema": ProblemShape}}
            )
            answer = {"description": str(title), "content": content}
            spec.components.response(f"Problem{status}", answer)

    def operation_helper(
        self,
        path: str | None = None,
        operations: dict[str, Any] | None = None,
        **_: Any,
    ) -> None:
        for method, operation in (operations or {}).items():
            told = operation.get("responses", {})
            problems = _problems(path or "", method, operation)
            answers = told | {status: f"Problem{status}" for status in problems}
            operation["responses"] = {
                status: answers[status] for status in sorted(answers)
            }


def _problems(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    parameters = operation.get("parameters", [])
    applies = {
        ALWAYS: True,
        WITH_PATH: "{" in path,
        WITH_QUERY: any(told["in"] == "query" for told in parameters),
        WITH_BODY: "requestBody" in operation,
        CHANGING: method != "get",
    }
    return [status for some in applies if applies[some] for status in some]


SPEC: dict[str, Any] = {
    "title": "Handslag",
    "version": "1",
    "openapi_version": "3.1.0",
    "extra_plugins": [ProblemsPlugin()],
    "info": {
        "description": "Forms, documents and follow-up for public collaboration.",
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    },
    "security": [{"key": []}],
}
