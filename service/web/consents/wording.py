"""What one of those who decide is told of the whole: never what the others chose."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.actions.consent.receipt_view import Whole
from service.core.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Said:
    """`look` and `icon` are names of the theme's. `heading` may count those missing."""

    heading: Sentence
    text: Sentence
    icon: str = "clock"
    look: str = "calm"


SAID_OF_WHOLE: Mapping[Whole, Said] = {
    Whole.WAITING: Said(
        Sentence("Not everybody has answered yet."),
        Sentence(
            "The consent begins to apply when all have answered. We tell you then."
        ),
    ),
    Whole.COMPLETE: Said(
        Sentence("Everybody has answered."),
        Sentence(
            "What applies follows from all the answers together. Ask us if you want to"
            " know. What the others chose, we tell nobody."
        ),
        icon="tick",
        look="done",
    ),
    Whole.APPLIES: Said(
        Sentence("What you said yes to applies now."),
        Sentence("Those you said yes to may begin to talk to each other."),
        icon="tick",
        look="done",
    ),
    Whole.NOT: Said(
        Sentence("There is no consent."),
        Sentence("Nobody may share anything because of it."),
        icon="tick",
    ),
    Whole.RESTING: Said(
        Sentence("The consent is resting."),
        Sentence(
            "Something has changed, and it is thought over again. Until then it does"
            " not apply. We get in touch."
        ),
    ),
    Whole.CALLED_OFF: Said(
        Sentence("The question was called off."),
        Sentence(
            "Those who asked ended it before everybody had answered. It never applied,"
            " and nothing was shared because of it. You need not do anything."
        ),
    ),
    Whole.OVER: Said(
        Sentence("The consent has ended."),
        Sentence("It does not apply any more. You need not do anything."),
    ),
}
