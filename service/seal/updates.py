"""Which updates a sealed file may have: what proves it, under timestamps, alone.

pyHanko's own policy lets an update change the metadata, too. Ours is the same without
that: proofs (DSS) and invisible fields with timestamps of the whole file.
"""

from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)

MAY_CHANGE = frozenset({"/AcroForm", "/DSS", "/Extensions"})
ONLY_PROOFS = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(ignored_keys=MAY_CHANGE),
        *(
            rule.as_qualified(ModificationLevel.LTA_UPDATES)
            for rule in (XrefStreamRule(), ObjectStreamRule(), DSSCompareRule())
        ),
    ],
    form_rule=FormUpdatingRule([SigFieldCreationRule(), SigFieldModificationRule()]),
    ignore_orphaned_objects=False,
)
