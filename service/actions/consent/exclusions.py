"""What must not be shared all the same: as was asked, and as those who decide said."""

from uuid import UUID

from service.actions.consent.standing import Case
from service.core.consent import SAYING, Happened
from service.store import consents


def exclusions(case: Case) -> tuple[str, ...]:
    """Return each line once. Who said what is nobody's business."""
    every = (case.model.exclusions, *exclusions_by_person(case).values())
    lines = (line for text in every for line in text.splitlines() if line)
    return tuple(dict.fromkeys(lines))


def exclusions_by_person(case: Case) -> dict[UUID | None, str]:
    """Return what each wrote in their last answer: taking back lets it stand, and may
    add to it."""
    found: dict[UUID | None, str] = {}
    for one in case.events:
        if one.happened in SAYING and one.revision == case.row.revision:
            said = str(consents.told(case.box, one).get("exclusions", ""))
            is_more = one.happened == Happened.WITHDRAWN
            before = found.get(one.participant_id, "") if is_more else ""
            found[one.participant_id] = "\n".join(filter(None, (before, said)))
    return found
