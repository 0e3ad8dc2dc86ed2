"""What somebody who decides answers, by the web or on paper: one shape for all."""

from service.core.consent import INFORMATION, Information, Route
from service.core.sentence import Sentence
from service.core.strokes import read_strokes
from service.forms import fields as ask
from service.forms.answers import Form

MOST_PARTIES = 12
MOST_PARTS = MOST_PARTIES * len(Information)
MOST_TURNS = 999
ANSWERS = (
    ("yes", Sentence("Yes")),
    ("partly", Sentence("Partly")),
    ("no", Sentence("No")),
)
OFFLINE = (
    (Route.PAPER, Sentence("On paper")),
    (Route.ORAL, Sentence("Orally")),
    (Route.IN_PERSON, Sentence("At a meeting")),
)


class ChoiceForm(Form):
    """The answer for one party; `information` counts when it is “partly”."""

    answer = ask.choice("Your answer", ANSWERS)
    information = ask.several(
        "Which information?", INFORMATION, reads=Information, required=False
    )


class AnswerForm(Form):
    """`choices` in the order of the parties; `shown` is the hash of the text read.

    `turn` is which answer of theirs this is: a page posted twice is one answer. `voice`
    is what a child wants to say, and `drawing` a signature as strokes (`read_strokes`).
    """

    choices = ask.rows("Your answer", ChoiceForm, one="Party", most=MOST_PARTIES)
    exclusions = ask.text(
        "Is there something we must not talk about?", required=False, most=2_000
    )
    voice = ask.text("Is there something you want to say?", required=False, most=4_000)
    name = ask.line("Your first and last name", hint="It counts as your signature.")
    drawing = ask.read("Your signature, drawn", read_strokes, required=False)
    statement = ask.tick("I have read the text")
    turn = ask.whole("Turn", most=MOST_TURNS)
    shown = ask.line("Text")


class WithdrawalForm(Form):
    """`parties` are withdrawn from, counted from 1; none of them means the whole."""

    parties = ask.lines("For whom?", required=False, most=MOST_PARTIES)
    turn = ask.whole("Turn", most=MOST_TURNS)


class QuestionForm(Form):
    """What somebody who decides wants to know before, or after, they answer."""

    text = ask.text("What do you want to ask?", most=4_000)


class WrittenDownForm(Form):
    """What staff write down: who took it, when, how it came, and its scan if any."""

    route = ask.choice("How did the answer come?", OFFLINE, reads=Route)
    answered_on = ask.day("When was it given?")
    witness = ask.line("Who took the answer?")
    scan = ask.line("The scanned form", required=False)
    note = ask.text("Note", required=False, most=1_000)
    turn = ask.whole("Turn", most=MOST_TURNS)


class RecordedForm(WrittenDownForm):
    """An answer that staff write down."""

    choices = ask.rows("The answer", ChoiceForm, one="Party", most=MOST_PARTIES)
    exclusions = ask.text("What must not be shared?", required=False, most=2_000)
    voice = ask.text("What they want to say", required=False, most=4_000)


class RecordedWithdrawalForm(WrittenDownForm):
    """`parties` are withdrawn from, counted from 1, or from one piece of information of
    theirs, as "1:schooling"; none of them means the whole."""

    route = ask.choice("How did they tell you?", OFFLINE, reads=Route)
    answered_on = ask.day("When did it come to you?")
    witness = ask.line("Who was told?")
    parties = ask.lines("For whom?", required=False, most=MOST_PARTS)
    exclusions = ask.text("What must not be shared?", required=False, most=2_000)


class KeptForm(Form):
    """Why a paper that was filed as a withdrawal takes nothing back."""

    note = ask.text("What is on the paper?", most=1_000)
