"""What staff read of a consent: one word, what it means, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from service.actions.consent.waiting import PRESSING, Wait
from service.core.consent import Reply, Route, Rule
from service.core.consent_state import ConsentState
from service.core.consent_views import Reach, Stand
from service.core.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Said:
    """`tag` is the colour class of the tag; `word` always tells as much."""

    word: Sentence
    tag: str
    means: Sentence
    then: Sentence


STATES: Mapping[ConsentState, Said] = {
    ConsentState.SENT: Said(
        Sentence("Sent"),
        "grey",
        Sentence("The question has been asked. Nobody has opened it yet."),
        Sentence("This gives no right to share yet. We remind by ourselves."),
    ),
    ConsentState.WAITING: Said(
        Sentence("Waits for answers"),
        "yellow",
        Sentence("Not all who decide have answered."),
        Sentence("This gives no right to share yet. We remind by ourselves."),
    ),
    ConsentState.VALID: Said(
        Sentence("Applies"),
        "green",
        Sentence("All who decide have said yes to everything."),
        Sentence("The parties may share what stands below, and nothing else."),
    ),
    ConsentState.PARTIAL: Said(
        Sentence("Applies in part"),
        "green",
        Sentence("All who decide have said yes to a part of it."),
        Sentence("Look below what may be shared. The rest may not."),
    ),
    ConsentState.REFUSED: Said(
        Sentence("Declined"),
        "red",
        Sentence("Somebody who decides has said no."),
        Sentence("Nothing may be shared because of this. Report concern as usual."),
    ),
    ConsentState.CONFLICT: Said(
        Sentence("They do not agree"),
        "red",
        Sentence("Those who decide have answered differently."),
        Sentence("Talk to each of them. Tell nobody what the other has said."),
    ),
    ConsentState.EXPIRED: Said(
        Sentence("Has ended"),
        "grey",
        Sentence("The time is over."),
        Sentence("It gives no right to share any more. Ask anew if it is needed."),
    ),
    ConsentState.CALLED_OFF: Said(
        Sentence("Called off"),
        "grey",
        Sentence("It was ended before all had answered."),
        Sentence(
            "It never applied, and gives no right to share. Ask anew if it is needed."
        ),
    ),
    ConsentState.WITHDRAWN: Said(
        Sentence("Withdrawn"),
        "red",
        Sentence("Somebody who decides has taken back what they said."),
        Sentence("It gives no right to share any more. What was shared already stays."),
    ),
    ConsentState.SUPERSEDED: Said(
        Sentence("Replaced"),
        "grey",
        Sentence("A newer question has been asked in its place."),
        Sentence("Only the newer one counts."),
    ),
    ConsentState.RECONSIDER: Said(
        Sentence("Thought over again"),
        "yellow",
        Sentence("Something has changed that the answers rested on."),
        Sentence("It gives no right to share until you uphold it or ask anew."),
    ),
}
# What a yes is a yes of where it does not take everybody's.
AGREED: Mapping[str, Mapping[ConsentState, Sentence]] = {
    Rule.ANY: {
        ConsentState.VALID: Sentence(
            "A guardian has said yes to everything, and one of them is enough."
        ),
        ConsentState.PARTIAL: Sentence(
            "A guardian has said yes to a part of it, and one of them is enough."
        ),
    },
    Rule.CHILD: {
        ConsentState.VALID: Sentence(
            "The child has said yes to everything, and decides alone."
        ),
        ConsentState.PARTIAL: Sentence(
            "The child has said yes to a part of it, and decides alone."
        ),
    },
}


# The same where one alone decides, and nobody was passed over.
ALONE: Mapping[ConsentState, Sentence] = {
    ConsentState.VALID: Sentence("The one who decides has said yes to everything."),
    ConsentState.PARTIAL: Sentence("The one who decides has said yes to a part of it."),
    ConsentState.WAITING: Sentence("The one who decides has not answered."),
}


def said_of(state: ConsentState, rule: str, *, deciders: int = 0) -> Said:
    """Return what is said of a state by the rule that it came by."""
    said = STATES[state]
    by_rule = AGREED.get(rule) or (ALONE if deciders == 1 else {})
    return replace(said, means=by_rule.get(state, said.means))


# What is next while answers are waited for, and no reminder is to leave.
UNREMINDED = Sentence(
    "This gives no right to share yet. No reminder leaves by itself any more."
)
# How a state looks that would let something through, but for a paper to read.
HELD = (Sentence("May not be shared now"), "yellow")
UNREAD = Sentence(
    "Nothing may be shared until the withdrawal on paper has been read and written"
    " down."
)
STANDS: Mapping[Stand, tuple[Sentence, str]] = {
    Stand.BOUNCED: (Sentence("Came back"), "red"),
    Stand.ANSWERED: (Sentence("Has answered"), "green"),
    Stand.WITHDRAWN: (Sentence("Has withdrawn"), "red"),
    Stand.PAPER_WANTED: (Sentence("Wants paper"), "red"),
    Stand.SCANNED: (Sentence("Paper to read"), "red"),
    Stand.WITHDRAWAL_SCANNED: (Sentence("Withdrawal to read"), "red"),
    Stand.OPENED: (Sentence("Has opened it"), "yellow"),
    Stand.SENT: (Sentence("Has been asked"), "yellow"),
    Stand.ON_ITS_WAY: (Sentence("Is being asked"), "grey"),
    Stand.PAPER: (Sentence("Answers on paper"), "yellow"),
    Stand.LEFT_OUT: (Sentence("Does not decide"), "grey"),
    Stand.NOT_ASKED: (Sentence("Is told what applies"), "grey"),
}
# In a consent that was called off, whose mail was called back, too.
NEVER_ASKED = (Sentence("Was never asked"), "grey")
REACHES: Mapping[Reach, Sentence] = {
    Reach.MAIL: Sentence("By e-mail, with a link of their own"),
    Reach.PAPER: Sentence("On paper"),
    Reach.PROTECTED: Sentence("Protected identity: on paper only"),
    Reach.NOBODY: Sentence("Is not asked, and gets no mail"),
}
ROUTES: Mapping[Route, Sentence] = {
    Route.LINK: Sentence("By a personal link and a code"),
    Route.EID: Sentence("By e-ID"),
    Route.PAPER: Sentence("On paper"),
    Route.ORAL: Sentence("Orally"),
    Route.IN_PERSON: Sentence("At a meeting"),
}
REPLIED: Mapping[Reply, Sentence] = {
    Reply.PAGE: Sentence("Answered on their page {when}"),
    Reply.PHONE: Sentence("Answered by phone {when}"),
    Reply.MEETING: Sentence("Answered at a meeting {when}"),
    Reply.LETTER: Sentence("Answered by letter {when}"),
    Reply.OTHER: Sentence("Answered in another way {when}"),
}
# Why an e-ID did not, by its code (docs/e-identification.md).
EID_REFUSALS: Mapping[str, Sentence] = {
    "eid_number_missing": Sentence("the e-ID service told no number"),
    "eid_number_form": Sentence("the e-ID service told a number that is none"),
    "eid_other_person": Sentence("it was another person's"),
    "eid_acr": Sentence("it was not strong enough"),
    "eid_not_anew": Sentence("they were not asked anew"),
}
WAITS: Mapping[Wait, Sentence] = {
    Wait.BOUNCED: Sentence("A mail came back. Correct the address."),
    Wait.WITHDRAWAL: Sentence("A withdrawal on paper waits to be read. Do it now."),
    Wait.SCANNED: Sentence("A scanned form waits to be read."),
    Wait.PAPER_WANTED: Sentence("Somebody wants the form on paper."),
    Wait.QUESTION: Sentence("Somebody has asked something, and waits for an answer."),
    Wait.CONFLICT: Sentence("Those who decide have answered differently."),
    Wait.REFUSED: Sentence("Somebody has said no."),
    Wait.RECONSIDER: Sentence("It must be thought over again."),
    Wait.UNANSWERED: Sentence("Answers are missing."),
    Wait.ENDING: Sentence("It ends within 30 days."),
}
NEED_A_PERSON = frozenset(PRESSING)
# What comes next where a consent waits for nobody.
NEXT: Mapping[ConsentState, Sentence] = {
    ConsentState.SENT: Sentence("Answers are waited for."),
    ConsentState.WAITING: Sentence("Answers are waited for."),
    ConsentState.VALID: Sentence("Nothing to do."),
    ConsentState.PARTIAL: Sentence("Nothing to do."),
    ConsentState.REFUSED: Sentence("Nothing may be shared."),
    ConsentState.WITHDRAWN: Sentence("Nothing may be shared."),
    ConsentState.EXPIRED: Sentence("Ask anew if it is needed."),
    ConsentState.CALLED_OFF: Sentence("Ask anew if it is needed."),
    ConsentState.SUPERSEDED: Sentence("Only the newer one counts."),
}
