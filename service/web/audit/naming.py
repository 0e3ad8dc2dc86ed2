"""What an event says in plain words. Codes stay beside them, for who looks closer."""

from service.core.audit_views import CLOCK, LINK, OPERATOR, POST, EventView
from service.core.sentence import Sentence

WHATS = {
    "looked": Sentence("Looked at a confidential record"),
    "downloaded": Sentence("Downloaded a file of a record"),
    "submitted": Sentence("Saved a version of a record"),
    "resent": Sentence("Sent a mail again"),
    "recalled": Sentence("Recalled a sending"),
    "handed over": Sentence("Handed a record over to a colleague"),
    "handover asked for": Sentence(
        "Asked for all that somebody had to be handed over to a colleague"
    ),
    "draft discarded": Sentence("Threw a draft away"),
    "opened by link": Sentence("Opened a record by a personal link"),
    "opened by code": Sentence("Opened a record by a personal link and a code"),
    "opened by e-ID": Sentence("Opened a consent by a personal link and an e-ID"),
    "code sent": Sentence("Asked for a code"),
    "wrong code": Sentence("Wrote a wrong code"),
    "code from another browser": Sentence("Wrote a code in another browser"),
    "codes locked": Sentence("Codes were locked after too many wrong ones"),
    "form too late": Sentence("Answered a consent that was over: refused"),
    "form of an older question": Sentence("Answered what is asked no more: refused"),
    "form of a dead link": Sentence("Answered by a link that works no more: refused"),
    "form of an unopened link": Sentence(
        "Answered by a link that was not open in the browser: refused"
    ),
    "form of another link": Sentence(
        "Answered on the page of another link than the browser's: refused"
    ),
    "glass broken": Sentence("Opened a confidential record in an emergency"),
    "glass closed": Sentence("Closed a record opened in an emergency"),
    "signed in": Sentence("Signed in"),
    "signed out": Sentence("Signed out"),
    "session ended": Sentence("Ended a session"),
    "account created": Sentence("An account was made"),
    "account disabled": Sentence("Shut an account out"),
    "account enabled": Sentence("Let an account in again"),
    "role granted": Sentence("Gave a role"),
    "role taken": Sentence("Took a role back"),
    "roles told": Sentence("The sign-in service told of other roles"),
    "key created": Sentence("Made a key for a program"),
    "key revoked": Sentence("Revoked a key"),
    "organisation changed": Sentence("Changed what is said of the organisation"),
    "reminders changed": Sentence("Changed when those who are asked are reminded"),
    "logo changed": Sentence("Changed the logo"),
    "consent text saved": Sentence("Saved a version of a text for guardians"),
    "consent text reviewed": Sentence("Wrote down a review of a text for guardians"),
    "consent text approved": Sentence(
        "Wrote down that a text for guardians is approved"
    ),
    "consent asked": Sentence("A consent was asked for"),
    "consent bounced": Sentence("A mail about a consent did not arrive"),
    "consent opened": Sentence("Opened the question of a consent"),
    "consent answered": Sentence("Answered the question of a consent"),
    "consent withdrawn": Sentence("Took back an answer about a consent"),
    "consent reminded": Sentence("Somebody was reminded of a consent"),
    "consent address corrected": Sentence("An address of a consent was corrected"),
    "consent sent again": Sentence("The question of a consent was mailed once more"),
    "consent question": Sentence("Asked something about a consent"),
    "consent question answered": Sentence("Answered what somebody asked of a consent"),
    "consent question settled": Sentence(
        "Wrote down that a question about a consent was answered"
    ),
    "consent paper wanted": Sentence("Asked for the form of a consent on paper"),
    "consent printed": Sentence("Printed the form of a consent"),
    "consent scanned": Sentence("A scanned form was filed with a consent"),
    "consent withdrawal scanned": Sentence(
        "A withdrawal on paper was filed with a consent"
    ),
    "consent nothing taken back": Sentence("Noted that a paper takes no consent back"),
    "consent doubted": Sentence("A consent must be thought over again"),
    "consent upheld": Sentence("A consent was thought over and upheld"),
    "consent superseded": Sentence("A consent was replaced by a newer question"),
    "consent ended": Sentence("What a consent was to last until has happened"),
    "consent expired": Sentence("A consent ran out"),
    "consent e-ID refused": Sentence("Tried an e-ID that did not open a consent"),
    "consent sealed": Sentence("The copies of a consent were sealed"),
    "seal renewed": Sentence("The seal of a copy was renewed"),
    "unit added": Sentence("Added a unit"),
    "group saved": Sentence("Saved a group"),
    "person saved": Sentence("Saved somebody in the register"),
    "person protected": Sentence("Somebody came under protected identity"),
    "consent link closed": Sentence(
        "Closed a link to a consent: its address is of somebody protected"
    ),
    "membership added": Sentence("Added a membership"),
    "membership ended": Sentence("Ended a membership"),
    "batch uploaded": Sentence("Read in a file of consents to ask for"),
    "batch thrown away": Sentence("Threw a batch of consents away"),
    "batch released": Sentence("Released a batch of consents"),
    "batch paused": Sentence("Paused a batch of consents"),
    "batch resumed": Sentence("Let a batch of consents go on"),
    "batch stopped": Sentence("Stopped a batch of consents for good"),
    "stood in": Sentence("An operator at the server acted in somebody's name"),
    "batch done": Sentence("A batch of consents was finished"),
    "people imported": Sentence("Read in people from a file"),
    "rerun": Sentence("Let a job run again"),
    "held": Sentence("Held a queue or a record back"),
    "released": Sentence("Released a queue"),
    "hold lifted": Sentence("Lifted the hold of a record"),
    "days set": Sentence("Set the days that retention counts from"),
    "retention rule began": Sentence("Added a line to the retention plan"),
    "retention rule ended": Sentence("Ended a line of the retention plan"),
    "erasure asked for": Sentence("Asked for an erasure"),
    "erasure stopped": Sentence("Stopped an erasure"),
    "erasing": Sentence("The erasure of a record began"),
    "erased": Sentence("A record was erased"),
    "kept": Sentence("A record was left out of an erasure"),
    "erasure done": Sentence("An erasure was finished"),
    "package asked for": Sentence("Asked for a package for the archive"),
    "exported": Sentence("Exported a record for the archive"),
    "scans handed in": Sentence("Handed in scanned forms"),
    "scan discarded": Sentence("Threw scanned pages away"),
    "scans thrown away": Sentence("Threw a pile of scanned forms away"),
    "scans erased": Sentence("Erased scanned forms that nobody placed in time"),
    "audit exported": Sentence("Took out a part of the audit trail"),
}
OTHERS = {
    OPERATOR: Sentence("Operator at the server"),
    LINK: Sentence("Holder of a personal link"),
    CLOCK: Sentence("Handslag itself, when the time has come"),
    POST: Sentence("The mail server"),
}
NOBODY_KNOWN = Sentence("Unknown")


def what_of(code: str) -> Sentence:
    return WHATS.get(code, Sentence(code))


def who_of(event: EventView) -> Sentence | str:
    """Return the name, or what kind of actor it is."""
    if event.name:
        return event.name
    kind = LINK if event.actor.startswith(LINK) else event.actor
    return OTHERS.get(kind, NOBODY_KNOWN)
