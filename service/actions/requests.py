"""What somebody wants sent, as a value: asking twice is the same as asking once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from service.core.errors import Refused


class KeyReused(Refused):
    """The same key came with another request: a mistake of the caller's (422)."""


class InFlight(Refused):
    """The same key is being worked on at this moment: ask again in a second (409)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody wants sent. `key` makes asking twice the same as asking once."""

    kind: str
    answers: Mapping[str, Any]
    sending: Mapping[str, Any]
    key: str
    record_id: UUID | None = None
    draft_id: UUID | None = None
    delay: int = 0

    @property
    def asked(self) -> bytes:
        """What was asked, the same whatever the order of its fields."""
        asked = [self.kind, str(self.record_id), self.answers, self.sending]
        return json.dumps(asked, sort_keys=True, default=str).encode()
