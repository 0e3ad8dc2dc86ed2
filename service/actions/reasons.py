"""The codes of troubles, said so that a person knows what happened and what to do."""

from service.core.sentence import Sentence

RECIPIENT_REFUSED = Sentence(
    "The address was refused: the recipient's mail service says it does not exist."
)
NO_ROOM = Sentence("The recipient's mailbox is full, or the mail is too large for it.")
BUSY = Sentence("The recipient's mail service is busy.")
NO_RELAY = Sentence("The mail server does not answer.")
MAYBE_SENT = Sentence(
    "The connection broke at the very end: the mail may have arrived."
)
GONE = Sentence("What the work was about is gone.")
REASONS = {
    "recipient_450": BUSY,
    "recipient_451": BUSY,
    "recipient_452": NO_ROOM,
    "recipient_552": NO_ROOM,
    "content_552": NO_ROOM,
    "content_451": BUSY,
    "no_connection": NO_RELAY,
    "connection_lost": NO_RELAY,
    "connection_lost_after_dot": MAYBE_SENT,
    "no_answer_after_dot": MAYBE_SENT,
    "worker_lost": Sentence("The work was interrupted."),
    "outcome_unknown": Sentence(
        "We could not learn whether the mail arrived. Ask the recipient."
    ),
    "sent_once_more": Sentence("We do not know if it arrived, and send it once more."),
    "evidence": Sentence(""),
    "recall": Sentence(""),
    "protected": Sentence("The recipient has a protected identity by now. Use paper."),
    "not_made_yet": Sentence("The documents are not made yet."),
    "late": Sentence("It was too late: what the mail was about is over."),
    "changed": Sentence("What it was about changed meanwhile."),
    "forbidden": Sentence("Whoever asked for it does not have the role any more."),
    "key_missing": Sentence("The key that opens the record is not at hand."),
    "tampered": Sentence("What is stored has been changed, so nothing was sent."),
    "seal_certificate": Sentence(
        "The certificate that seals is not valid. Renew it, then let it run again."
    ),
    "seal_revoked": Sentence(
        "A certificate of the seal was revoked, so nothing was sealed. Replace it."
    ),
    "seal_expired": Sentence(
        "A certificate of the seal has ended, so the file cannot be made to last."
    ),
    "erased": GONE,
    "not_found": GONE,
}
PREFIXES = (
    ("recipient_5", RECIPIENT_REFUSED),
    ("content_5", Sentence("The recipient's mail service refused the content.")),
    ("bounced_5.1", Sentence("The mail came back: there is no such mailbox.")),
    ("bounced_5.2", Sentence("The mail came back: the mailbox takes no mails.")),
    ("bounced_", Sentence("The mail came back: it could not be delivered.")),
    ("login_", Sentence("Our own login to the mail server was refused.")),
    ("sender_", Sentence("The mail server refuses us as a sender.")),
    ("no_font", Sentence("A sign in the text cannot be drawn in the document.")),
    ("bug_", Sentence("Something went wrong in the service.")),
)
UNKNOWN = Sentence("It did not work this time.")


def reason_of(code: str, *, trying: bool = False) -> Sentence:
    """Return the reason behind a job's code, in words; empty when there is none.

    `trying` says that the job goes on by itself, and the sentence says so, too.
    """
    if not code:
        return Sentence("")
    starts = (said for prefix, said in PREFIXES if code.startswith(prefix))
    why = REASONS.get(code, next(starts, UNKNOWN))
    return Sentence("{why} We try again by ourselves.", why=why) if trying else why
