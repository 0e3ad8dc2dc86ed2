"""What is sent along: enough for a request to reach the thing it is about."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tests.api.program import order
from tests.security.matrix.routes import Route

RECORDED = {
    "route": "oral",
    "answered_on": "2026-03-02",
    "witness": "Maria Ek",
    "turn": "1",
}
# Fields of a form by the page's endpoint; a value that names an id is that id.
FORMS: Mapping[str, Mapping[str, str]] = defaultdict(
    dict,
    {
        "register.add_member": {"person_id": "person_id", "since": "2019-01-01"},
        "register.change_group": {"name": "Gruppen", "type": "thematic"},
        "register.change_person": {"name": "Ek"},
        "register.end": {"until": "2026-01-01"},
        "retention.lift_hold": {"reason": "Tvisten är över."},
        "administration.review": {"by": "Ek", "number": "2"},
        "administration.approve": {"by": "Ek", "number": "1"},
        "batches.release": {"typed": "1"},
        "following.write_answer": {
            **RECORDED,
            "parties": "3",
            **{f"choices-{place}-answer": "yes" for place in range(3)},
        },
        "following.write_withdrawal": RECORDED,
        "record.hand_over": {"account_id": "account_id"},
        "administration.hand_over_all": {"account_id": "account_id"},
        "following.answer_question": {"way": "phone", "text": "Ringde upp"},
        "following.doubt": {"doubt": "custody"},
        "following.end": {"note": "Planen är avslutad."},
        "scans.file": {"pages": "1", "whose": "participant_id"},
        "scans.let_go": {"pages": "1", "reason": "blank"},
        "glass.open_record": {"reason": "Barnet behöver hjälp nu.", "understood": "1"},
    },
)


# What stands after the question mark where an address is nothing without it.
QUERIES = {"consents.ask_gate": {"party": "1", "information": "schooling"}}


def body_of(described: Mapping[str, Any], route: Route, ids: Mapping[str, Any]) -> Any:
    """Return a body about these things: the document's own example, or a record."""
    if route.endpoint.startswith(("sending.", "previews.")):
        return _record(route)
    path = route.rule.rule
    for argument in route.rule.arguments:
        start = path.rfind("<", 0, path.index(f"{argument}>"))
        path = (
            path[:start] + "{" + path[path.index(f"{argument}>") :].replace(">", "}", 1)
        )
    operation = described["paths"][path][route.method.lower()]
    if "requestBody" not in operation:
        return None
    example = operation["requestBody"]["content"]["application/json"]["example"]
    return {k: str(ids.get(k, v)) if k in ids else v for k, v in example.items()}


def _record(route: Route) -> dict[str, Any]:
    told = order(route.endpoint.rpartition("_")[2])
    is_preview = route.endpoint.startswith("previews.")
    return {"answers": told["answers"]} if is_preview else told
