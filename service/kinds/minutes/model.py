"""A meeting with a formal record: what was said, decided and left to do."""

from dataclasses import dataclass, field

from service.core.meeting import Meeting, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Meeting):
    """`reference` is the registry's own number; none is ever invented."""

    title: str = ""
    time: str = ""
    place: str = ""
    reference: str = ""
    chair: str = ""
    secretary: str
    signatories: list[Signatory] = field(default_factory=list)
