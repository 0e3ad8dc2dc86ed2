"""Every kind of record we know. One folder each; one line here."""

from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.kind import AnyKind
from service.kinds import consent, mandate, minutes, notes

KINDS: dict[str, AnyKind] = {
    kind.name: kind for kind in (mandate.KIND, minutes.KIND, notes.KIND, consent.KIND)
}


def find_kind(name: str) -> AnyKind:
    """Return the kind of that name, or raise NotFound."""
    try:
        return KINDS[name]
    except KeyError:
        raise NotFound(Sentence("There is no such kind of record.")) from None
