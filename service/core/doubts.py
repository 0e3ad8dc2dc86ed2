"""Addresses that are allowed, and yet worth a second look before a mail leaves."""

from service.core.sentence import Sentence

# Mailboxes that several people read (RFC 2142 names most; the rest are Swedish custom).
SHARED = frozenset(
    [
        "admin",
        "all",
        "ekonomi",
        "expedition",
        "expeditionen",
        "info",
        "kansli",
        "kontakt",
        "kommun",
        "mail",
        "office",
        "postmaster",
        "reception",
        "receptionen",
        "region",
        "registrator",
        "rektor",
        "sales",
        "skola",
        "support",
        "webmaster",
    ]
)
# Mailboxes that anybody can open, and that are gone tomorrow.
PASSING = frozenset(
    [
        "10minutemail.com",
        "guerrillamail.com",
        "mailinator.com",
        "maildrop.cc",
        "sharklasers.com",
        "temp-mail.org",
        "trashmail.com",
        "yopmail.com",
    ]
)
FOREIGN_LETTERS = "xn--"  # how the domain name system writes letters outside ASCII


def doubts(address: str) -> tuple[Sentence, ...]:
    """Return what a sender should look at again; nothing here is forbidden."""
    mailbox, _, domain = address.casefold().rpartition("@")
    return tuple(
        said
        for said, is_so in (
            (LOOKALIKE, any(p.startswith(FOREIGN_LETTERS) for p in domain.split("."))),
            (MANY_READ, mailbox in SHARED),
            (ANYBODY_READS, domain in PASSING),
        )
        if is_so
    )


LOOKALIKE = Sentence(
    "The address has letters that can look like others. Is it the right one?"
)
MANY_READ = Sentence("The mailbox seems to be read by several people.")
ANYBODY_READS = Sentence("The mailbox is a passing one that anybody can open.")
