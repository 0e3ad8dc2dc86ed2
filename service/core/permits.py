"""The one table of who may do what: role by act by relation to the record.

Deny by default: what stands in no row is not allowed. Everything is within one
organisation; what belongs to another one does not exist (404). docs/security.md says
why the rows are as they are.
"""

from collections.abc import Mapping
from enum import StrEnum

from service.core.classification import Classification


class Role(StrEnum):
    READER = "reader"
    EDITOR = "editor"
    SECRETARY = "secretary"
    REGISTRAR = "registrar"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Scope(StrEnum):
    """What a program's key may be used for."""

    READ_RECORDS = "records:read"
    WRITE_RECORDS = "records:write"
    CONFIDENTIAL = "records:confidential"
    READ_REGISTER = "register:read"
    WRITE_REGISTER = "register:write"
    RUN_JOBS = "jobs:run"
    READ_AUDIT = "audit:read"


class Act(StrEnum):
    """What somebody asks to do. Every route of every door names one of them."""

    ANYBODY = "come without being known"
    SIGNED_IN = "be signed in"
    READ_RECORD = "read a record"
    WRITE_RECORD = "write a record"
    SEND_RECORD = "send or recall a record"
    HAND_OVER = "hand a record over to a colleague"
    ASK_MANY = "ask for many consents at once"
    BREAK_GLASS = "open a confidential record in an emergency"
    SEE_LOOKS = "see who has looked at a record"
    READ_REGISTER = "read the register"
    WRITE_REGISTER = "keep the register"
    SEE_PROTECTED = "see people with a protected identity"
    CHANGE_ORGANISATION = "change the organisation"
    MANAGE_ACCOUNTS = "manage accounts and roles"
    MANAGE_KEYS = "manage keys"
    READ_AUDIT = "read the audit trail"
    MANAGE_RETENTION = "decide how long records are kept"
    ERASE = "erase records"
    EXPORT = "export records"
    RUN_JOBS = "see and rerun jobs"


class Relation(StrEnum):
    """How an actor stands to a record of the own organisation."""

    OWN = "wrote it, or has taken it over"
    RECIPIENT = "it was sent to them"
    GROUP = "it was addressed to a group they are a member of today"
    GLASS = "broke the glass, for a while"
    COLLEAGUE = "of the same organisation"


Reach = Mapping[Classification, frozenset[Relation]]

_ALL = frozenset(Relation)
_CLOSE = _ALL - {Relation.COLLEAGUE}


def _reach(everyday: frozenset[Relation], confidential: frozenset[Relation]) -> Reach:
    return {
        Classification.OPEN: everyday,
        Classification.INTERNAL: everyday,
        Classification.CONFIDENTIAL: confidential,
    }


EVERYTHING = _reach(_ALL, _ALL)
USUAL = _reach(_ALL, _CLOSE)
# The glass is broken to read, and for nothing else.
CHANGING = _reach(_ALL, _CLOSE - {Relation.GLASS})
OWN = _reach(frozenset({Relation.OWN}), frozenset({Relation.OWN}))
OWN_AND_GROUP = _reach(
    frozenset({Relation.OWN, Relation.GROUP}), frozenset({Relation.OWN, Relation.GROUP})
)
NO_RECORD: Reach = _reach(frozenset(), frozenset())

# Acts on records: how far each role reaches. A role that stands not here reaches none.
RECORD_ACTS: Mapping[Act, Mapping[Role, Reach]] = {
    Act.READ_RECORD: {
        Role.READER: USUAL,
        Role.EDITOR: USUAL,
        Role.SECRETARY: USUAL,
        Role.REGISTRAR: EVERYTHING,
    },
    Act.WRITE_RECORD: {Role.EDITOR: OWN_AND_GROUP, Role.SECRETARY: CHANGING},
    Act.SEND_RECORD: {Role.EDITOR: OWN_AND_GROUP, Role.SECRETARY: CHANGING},
    # For who has left an administrator does it, by account: `Act.MANAGE_ACCOUNTS`.
    Act.HAND_OVER: {Role.EDITOR: OWN, Role.SECRETARY: OWN},
    Act.SEE_LOOKS: {
        Role.EDITOR: OWN,  # who breaks the glass to it is told to its owner
        Role.SECRETARY: CHANGING,
        Role.REGISTRAR: EVERYTHING,
    },
    Act.MANAGE_RETENTION: {Role.REGISTRAR: EVERYTHING},
    Act.ERASE: {Role.REGISTRAR: EVERYTHING},
    Act.EXPORT: {Role.REGISTRAR: EVERYTHING},
}
# Acts on everything else.
ACTS: Mapping[Act, frozenset[Role]] = {
    Act.SIGNED_IN: frozenset(Role),
    # No scope has it: what reaches thousands is released by a human.
    Act.ASK_MANY: frozenset({Role.SECRETARY}),
    Act.BREAK_GLASS: frozenset({Role.EDITOR, Role.SECRETARY}),
    Act.READ_REGISTER: frozenset(
        {Role.READER, Role.EDITOR, Role.SECRETARY, Role.REGISTRAR, Role.ADMINISTRATOR}
    ),
    Act.WRITE_REGISTER: frozenset({Role.SECRETARY, Role.REGISTRAR, Role.ADMINISTRATOR}),
    Act.SEE_PROTECTED: frozenset({Role.REGISTRAR, Role.ADMINISTRATOR}),
    Act.CHANGE_ORGANISATION: frozenset({Role.ADMINISTRATOR}),
    Act.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Act.MANAGE_KEYS: frozenset({Role.ADMINISTRATOR}),
    Act.READ_AUDIT: frozenset({Role.AUDITOR}),
    Act.RUN_JOBS: frozenset({Role.OPERATOR}),
}
# What a key with a scope may do. Of records it reaches as far as a secretary, and hands
# over those of anybody: a program that knows who has left has none of its own.
SCOPES: Mapping[Scope, frozenset[Act]] = {
    Scope.READ_RECORDS: frozenset({Act.SIGNED_IN, Act.READ_RECORD}),
    Scope.WRITE_RECORDS: frozenset(
        {
            Act.SIGNED_IN,
            Act.READ_RECORD,
            Act.WRITE_RECORD,
            Act.SEND_RECORD,
            Act.HAND_OVER,
        }
    ),
    Scope.CONFIDENTIAL: frozenset({Act.SIGNED_IN}),
    Scope.READ_REGISTER: frozenset({Act.SIGNED_IN, Act.READ_REGISTER}),
    Scope.WRITE_REGISTER: frozenset(
        {Act.SIGNED_IN, Act.READ_REGISTER, Act.WRITE_REGISTER, Act.CHANGE_ORGANISATION}
    ),
    Scope.RUN_JOBS: frozenset({Act.SIGNED_IN, Act.RUN_JOBS}),
    Scope.READ_AUDIT: frozenset({Act.SIGNED_IN, Act.READ_AUDIT}),
}
# What needs a fresh proof of who is there.
NEEDS_FRESH_SIGN_IN = frozenset({Act.ERASE, Act.EXPORT})


def may(act: Act, *, roles: frozenset[Role], scopes: frozenset[Scope]) -> bool:
    """Whether anybody with these roles or scopes may do this to anything at all."""
    of_roles = ACTS.get(act, frozenset()) | RECORD_ACTS.get(act, {}).keys()
    return bool(of_roles & roles) or any(act in SCOPES[scope] for scope in scopes)


def reach(act: Act, *, roles: frozenset[Role], scopes: frozenset[Scope]) -> Reach:
    """Return which relations to records of each classification let them do this."""
    reaches = [
        reached for role, reached in RECORD_ACTS.get(act, {}).items() if role in roles
    ]
    if any(act in SCOPES[scope] for scope in scopes):
        reaches.append(EVERYTHING if Scope.CONFIDENTIAL in scopes else USUAL)
    return {
        classification: frozenset().union(*(r[classification] for r in reaches))
        for classification in Classification
    }
