"""A program that uses the HTTP API with a key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from bench.stack import Stack

PREFIX = "/api/v1"
PATIENCE = 60.0


class Refused(Exception):
    """The API said no; the text is its own."""


@dataclass(frozen=True, slots=True)
class Client:
    stack: Stack

    def send(
        self, kind: str, answers: Mapping[str, Any], sending: Mapping[str, Any]
    ) -> str:
        """Submit answers of a kind; return the id of the new record."""
        body = json.dumps({"answers": answers, "sending": sending})
        answer = self._ask("POST", f"/records/{kind}", body)
        new: str = json.loads(answer)["id"]
        return new

    def record(self, record_id: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._ask("GET", f"/records/{record_id}"))
        return told

    def consent(self, record_id: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._ask("GET", f"/consents/{record_id}"))
        return told

    def people(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = json.loads(self._ask("GET", "/people"))
        return told

    def file(self, record_id: str, form: str) -> bytes:
        """Return a document of the record's first version."""
        return self._ask("GET", f"/records/{record_id}/revisions/1/files/{form}")

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        headers = {
            "Authorization": f"Bearer {self.stack.key}",
            "Content-Type": "application/json",
        }
        line = HTTPConnection("127.0.0.1", self.stack.port, timeout=PATIENCE)
        try:
            line.request(method, PREFIX + path, body, headers)
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {content.decode()}")
        return content
