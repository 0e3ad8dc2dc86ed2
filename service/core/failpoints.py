"""Named places where a fault test may kill this process, as a power cut would.

`HANDSLAG_FAILPOINT=name` makes the process send itself SIGKILL when it gets there;
`name:2` on the second time. Nothing happens unless the variable is set at start.
"""

import os
import signal
from itertools import count

_name, _, _turn = os.environ.get("HANDSLAG_FAILPOINT", "").partition(":")
_visits = count(1)

FAILPOINTS = (
    "submit.before_commit",
    "submit.after_commit",
    "job.after_claim",
    "key.before_rename",
    "render.mid_write",
    "render.before_rename",
    "render.after_rename",
    "render.before_commit",
    "render.after_commit",
    "mail.before_intent",
    "mail.after_intent",
    "mail.after_accepted",
    "mail.after_commit",
)
WHILE_ASKING_MANY = (
    "batch.before_request",
    "batch.after_request",
    "batch.after_item",
    "batch.before_done",
    "batch.after_done",
)
WHILE_ERASING = (
    "erase.before_commit",
    "erase.after_commit",
    "erase.after_keys",
    "erase.after_files",
    "erase.before_done",
    "erase.after_done",
    "erase.before_certificate",
    "erase.after_certificate",
)
WHILE_HANDING_OVER = (
    "handover.before_commit",
    "handover.after_commit",
)
WHILE_FOLLOWING = (
    "consent.before_commit",
    "consent.in_commit",
    "consent.after_commit",
)


def failpoint(name: str) -> None:
    if name == _name and next(_visits) >= int(_turn or 1):
        os.kill(os.getpid(), signal.SIGKILL)
