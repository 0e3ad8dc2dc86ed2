"""What the permit table says, in words: every role, act, scope and relation by name."""

from collections.abc import Mapping

from service.core.classification import Classification
from service.core.permits import Act, Relation, Role, Scope
from service.core.sentence import Sentence

ROLES: Mapping[Role, Sentence] = {
    Role.READER: Sentence("Reader"),
    Role.EDITOR: Sentence("Editor"),
    Role.SECRETARY: Sentence("Secretary or process leader"),
    Role.REGISTRAR: Sentence("Registrar"),
    Role.ADMINISTRATOR: Sentence("Administrator"),
    Role.AUDITOR: Sentence("Auditor"),
    Role.OPERATOR: Sentence("Operator"),
}
ACTS: Mapping[Act, Sentence] = {
    Act.SIGNED_IN: Sentence("Use the start page and their own account"),
    Act.READ_RECORD: Sentence("Read records"),
    Act.WRITE_RECORD: Sentence("Write and correct records"),
    Act.SEND_RECORD: Sentence("Send records and recall them"),
    Act.HAND_OVER: Sentence("Hand records over to a colleague"),
    Act.ASK_MANY: Sentence("Ask for many consents at once, from a file"),
    Act.BREAK_GLASS: Sentence("Open a confidential record in an emergency"),
    Act.SEE_LOOKS: Sentence("See who has looked at a record"),
    Act.READ_REGISTER: Sentence("Read the register"),
    Act.WRITE_REGISTER: Sentence("Keep the register"),
    Act.SEE_PROTECTED: Sentence("See people with a protected identity"),
    Act.CHANGE_ORGANISATION: Sentence("Change what is said about the organisation"),
    Act.MANAGE_ACCOUNTS: Sentence("Manage people and roles"),
    Act.MANAGE_KEYS: Sentence("Manage keys for programs"),
    Act.READ_AUDIT: Sentence("Read the audit trail"),
    Act.MANAGE_RETENTION: Sentence("Decide how long records are kept"),
    Act.ERASE: Sentence("Erase records"),
    Act.EXPORT: Sentence("Export records for the archive"),
    Act.RUN_JOBS: Sentence("See what has stopped and run it again"),
}
SCOPES: Mapping[Scope, Sentence] = {
    Scope.READ_RECORDS: Sentence("Read records"),
    Scope.WRITE_RECORDS: Sentence("Read, write and send records"),
    Scope.CONFIDENTIAL: Sentence("All this with confidential records, too"),
    Scope.READ_REGISTER: Sentence("Read the register"),
    Scope.WRITE_REGISTER: Sentence("Read and keep the register"),
    Scope.RUN_JOBS: Sentence("See what has stopped and run it again"),
    Scope.READ_AUDIT: Sentence("Read the audit trail"),
}
RELATIONS: Mapping[Relation, Sentence] = {
    Relation.OWN: Sentence("those they wrote or took over"),
    Relation.RECIPIENT: Sentence("those sent to them"),
    Relation.GROUP: Sentence("those sent to a group they are in"),
    Relation.GLASS: Sentence("those they opened in an emergency"),
    Relation.COLLEAGUE: Sentence("all of the organisation's"),
}
CLASSIFICATIONS: Mapping[Classification, Sentence] = {
    Classification.OPEN: Sentence("open"),
    Classification.INTERNAL: Sentence("internal"),
    Classification.CONFIDENTIAL: Sentence("confidential"),
}
