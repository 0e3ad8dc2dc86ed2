"""A question to those who decide about a child: may these tell each other this?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.core.consent import Allowed, Direction, Information, Rule, cells_of
from service.core.errors import Problems
from service.core.identity import OF_AGE, birthday, born, is_number
from service.core.sentence import Sentence

NO_MAIL = Sentence("Nothing is sent to this address. Use paper.")
TWICE = Sentence(
    "This guardian stands here twice. Where custody is sole, one is enough."
)


class Custody(StrEnum):
    JOINT = "joint"
    SOLE = "sole"
    APPOINTED = "appointed"  # särskilt förordnad vårdnadshavare


class Interpreter(StrEnum):
    NONE = "none"
    PHONE = "phone"
    ON_SITE = "on_site"


class Informed(StrEnum):
    YES = "yes"
    LATER = "later"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An operation that may tell or be told. Nothing in `information` means all."""

    organisation: str
    unit: str = ""
    function: str = ""
    direction: Direction = Direction.BOTH
    information: list[Information] = field(default_factory=list)
    email: str = ""

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.organisation, self.unit) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """`identity` never stands on what others get. `left_out`: it holds without them."""

    name: str
    email: str = ""
    phone: str = ""
    identity: str = ""
    custody: Custody = Custody.JOINT
    custody_checked: str
    custody_checked_on: date
    language: str = "sv"
    interpreter: Interpreter = Interpreter.NONE
    interpreter_name: str = ""
    protected: bool = False
    on_paper: bool = False
    left_out: bool = False

    @property
    def has_web(self) -> bool:
        return not (self.protected or self.on_paper)

    def problems(self) -> Problems:
        if self.protected and self.email:
            return {"email": [NO_MAIL]}
        if self.has_web and not self.email:
            said = Sentence("Give an address, or choose paper.")
            return {"email": [said]}
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """All that is asked, of whom, and what they must know to answer."""

    child_name: str
    child_identity: str = ""
    child_informed: Informed = Informed.LATER
    child_informed_how: str = ""
    child_voice: str = ""
    child_decides: bool = False
    child_policy: str = ""
    child_email: str = ""
    child_language: str = "sv"
    child_protected: bool = False
    purpose: str
    cooperation: list[str]
    asking: list[str] = field(default_factory=list)
    parties: list[Party]
    information: list[Information]
    other_information: str = ""
    exclusions: str = ""
    valid_from: date | None = None
    valid_to: date
    until_event: str = ""
    guardians: list[Guardian] = field(default_factory=list)
    rule: Rule = Rule.ALL
    rule_reason: str = ""
    contact_name: str
    contact_phone: str = ""
    contact_email: str = ""
    custodian: str
    storage: str
    reference: str = ""

    @property
    def born(self) -> date | None:
        return born(self.child_identity)

    @property
    def adult_on(self) -> date | None:
        day = self.born
        return birthday(day, turns=OF_AGE) if day else None

    @property
    def asks_child(self) -> bool:
        """Whether the child's own answer is asked for, alone or beside the others'."""
        return self.child_decides or self.rule is Rule.CHILD

    def is_mailed(self, guardian: Guardian) -> bool:
        """Whether the question is mailed to them: who does not decide is not asked."""
        return self.has_web(guardian) and self.decides(guardian)

    def has_web(self, guardian: Guardian) -> bool:
        """Whether they answer on the web; where the child is protected, nobody does."""
        return guardian.has_web and not self.child_protected

    @property
    def is_shielded(self) -> bool:
        """Whether somebody's home must not be found by what others read."""
        return self.child_protected or any(one.protected for one in self.guardians)

    @property
    def cells(self) -> Allowed:
        return cells_of(self.told(party) for party in self.parties)

    def told(self, party: Party) -> tuple[Information, ...]:
        """Return what is asked for this party, in the order of the question."""
        return tuple(
            one
            for one in self.information
            if one in (party.information or self.information)
        )

    def decides(self, guardian: Guardian) -> bool:
        if self.rule is Rule.WITHOUT:
            return not guardian.left_out
        return self.rule is not Rule.CHILD

    def problems(self) -> Problems:
        """Return what is wrong between the answers, at the path of each field."""
        found = {
            "guardians": self._of_guardians(),
            "parties": self._of_parties(),
            "rule_reason": self._of_rule(),
            "valid_to": self._of_days(),
            "child_informed_how": self._of_informing(),
            "child_email": self._of_child(),
            "child_policy": self._of_policy(),
            "other_information": self._of_other(),
        }
        return {name: said for name, said in found.items() if said}

    def _of_guardians(self) -> Problems | list[Sentence]:
        if not any(self.decides(one) for one in self.guardians) and not self.asks_child:
            return [Sentence("Give at least one guardian who decides.")]
        rows = {n: self._of_way(one) for n, one in enumerate(self.guardians)}
        for n, one in enumerate(self.guardians):
            rows[n] = rows[n] or self._of_guardian(one, self.guardians[:n])
        return {n: said for n, said in rows.items() if said}

    def _of_way(self, one: Guardian) -> Problems:
        if not self.child_protected:
            return one.problems()
        return {"email": [NO_MAIL]} if one.email else {}

    def _of_guardian(self, one: Guardian, before: Iterable[Guardian]) -> Problems:
        if any(_is_same(one, other) for other in before):
            return {"name": [TWICE]}
        of_guardian, of_child = born(one.identity), self.born
        if of_guardian and of_child and of_guardian >= of_child:
            return {"identity": [Sentence("A guardian is older than the child.")]}
        if one.left_out and self.rule is not Rule.WITHOUT:
            return {"left_out": [Sentence("Choose the rule that leaves somebody out.")]}
        return {}

    def _of_parties(self) -> Problems:
        return {
            n: {"information": [Sentence("Choose among what is asked for above.")]}
            for n, party in enumerate(self.parties)
            if not set(party.information) <= set(self.information)
        }

    def _of_rule(self) -> list[Sentence]:
        if self.rule is Rule.ALL or self.rule_reason:
            return []
        return [Sentence("Say why not all guardians decide.")]

    def _of_days(self) -> list[Sentence]:
        if self.valid_from and self.valid_to < self.valid_from:
            return [Sentence("It must not end before it begins.")]
        return []

    def _of_informing(self) -> list[Sentence]:
        if self.child_informed is not Informed.YES or self.child_informed_how:
            return []
        return [Sentence("Say how the child was informed.")]

    def _of_child(self) -> list[Sentence]:
        return [NO_MAIL] if self.child_protected and self.child_email else []

    def _of_policy(self) -> list[Sentence]:
        if not self.asks_child or self.child_policy:
            return []
        return [Sentence("Say why the child gives its own answer.")]

    def _of_other(self) -> list[Sentence]:
        if (Information.OTHER in self.information) == bool(self.other_information):
            return []
        return [Sentence("Say what the other information is.")]


def _is_same(one: Guardian, other: Guardian) -> bool:
    """Whether two rows are one person: by number, or by name and day of birth or mail.

    Two may be born on one day, and two of one name (a father and his son) may share a
    mailbox: where both days are known, they decide.
    """
    if is_number(one.identity) and is_number(other.identity):
        return one.identity == other.identity
    if not one.name or one.name.casefold() != other.name.casefold():
        return False
    days = born(one.identity), born(other.identity)
    return days[0] == days[1] if all(days) else one.email == other.email
