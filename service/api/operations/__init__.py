"""The operations: parse, one action, answer. A room per file, in the order shown."""

from service.api.operations import (
    audit,
    consents,
    deliveries,
    drafts,
    handovers,
    jobs,
    kinds,
    previews,
    records,
    searches,
    sending,
)
from service.api.operations.register import (
    groups,
    memberships,
    organisation,
    people,
    units,
)

ROOMS = (
    kinds.room,
    previews.room,
    sending.room,
    records.room,
    handovers.room,
    searches.room,
    consents.room,
    deliveries.room,
    drafts.room,
    groups.room,
    memberships.room,
    people.room,
    units.room,
    organisation.room,
    jobs.room,
    audit.room,
)
