"""What we ask before a consent is asked for, in the order we ask it."""

from service.core.consent import DIRECTIONS, INFORMATION, Direction, Information, Rule
from service.core.identity import read_identity, with_century
from service.core.languages import GUARDIAN_LANGUAGES
from service.core.sentence import Sentence
from service.core.when import Lean
from service.forms import fields as ask
from service.forms.answers import Form
from service.kinds.consent.model import (
    Custody,
    Guardian,
    Informed,
    Interpreter,
    Party,
)

MOST_GUARDIANS = 5  # PROMISES J20: a longer list is refused before any of it is read
MOST_PARTIES = 12
IF_THE_CHILD_ANSWERS = ("child_decides", "true")
IDENTITY_HINT = Sentence("For example 2014-05-17, or twelve digits. May be left out.")
LANGUAGES = tuple((one.code, one.label) for one in GUARDIAN_LANGUAGES.values())
COOPERATION = (
    ("meetings", Sentence("Meetings")),
    ("sip", Sentence("Coordinated individual plan (SIP)")),
    ("sspf", Sentence("SSPF")),
    ("writing", Sentence("In writing")),
    ("phone", Sentence("By phone")),
)
INFORMED = (
    (Informed.YES, Sentence("Yes")),
    (Informed.LATER, Sentence("Not yet")),
    (Informed.NO, Sentence("No, and it should not be")),
)
CUSTODY = (
    (Custody.JOINT, Sentence("Joint custody")),
    (Custody.SOLE, Sentence("Sole custody")),
    (Custody.APPOINTED, Sentence("Appointed guardian")),
)
INTERPRETERS = (
    (Interpreter.NONE, Sentence("None")),
    (Interpreter.PHONE, Sentence("By phone")),
    (Interpreter.ON_SITE, Sentence("On site")),
)
RULES = (
    (Rule.ALL, Sentence("All guardians")),
    (Rule.ANY, Sentence("One guardian is enough")),
    (Rule.WITHOUT, Sentence("All but those who are left out")),
    (Rule.CHILD, Sentence("The child alone")),
)


class PartyForm(Form):
    makes = Party

    organisation = ask.line("Organisation")
    unit = ask.line("Unit", required=False, hint="Each board is an authority.")
    function = ask.line(
        "Function", required=False, hint="Who there, such as the school counsellor."
    )
    direction = ask.choice(
        "What it does",
        DIRECTIONS,
        reads=Direction,
        default=Direction.BOTH,
        required=False,
    )
    information = ask.several(
        "Only this information",
        INFORMATION,
        reads=Information,
        required=False,
        hint="Left empty, all that is chosen above.",
    )
    email = ask.address(
        "Address to tell what applies",
        required=False,
        hint="A function's address. It is told when the consent begins and ends.",
    )


class GuardianForm(Form):
    makes = Guardian

    name = ask.line("Name")
    email = ask.address("E-mail", required=False)
    phone = ask.line("Phone", required=False, most=30)
    identity = ask.read(
        "Personal or coordination number",
        read_identity,
        meant=with_century,
        required=False,
        hint="Never printed on what others get.",
    )
    custody = ask.choice("Custody", CUSTODY, reads=Custody)
    custody_checked = ask.line(
        "How was custody checked?", hint="For example in the population register."
    )
    custody_checked_on = ask.day("When was it checked?", lean=Lean.BACK)
    language = ask.choice("Language", LANGUAGES, default="sv", required=False)
    interpreter = ask.choice(
        "Interpreter",
        INTERPRETERS,
        reads=Interpreter,
        default=Interpreter.NONE,
        required=False,
    )
    interpreter_name = ask.line(
        "The interpreter's name",
        required=False,
        only_if=("interpreter", Interpreter.PHONE, Interpreter.ON_SITE),
    )
    protected = ask.tick("Protected identity: paper only, and nothing by mail")
    on_paper = ask.tick("Answers on paper")
    left_out = ask.tick("The consent holds without this guardian")


class ConsentForm(Form):
    child_name = ask.line("The child's name", starts="The child")
    child_identity = ask.read(
        "Day of birth or personal number",
        read_identity,
        meant=with_century,
        required=False,
        hint=IDENTITY_HINT,
    )
    child_informed = ask.choice(
        "Has the child been informed?",
        INFORMED,
        reads=Informed,
        default=Informed.LATER,
        required=False,
    )
    child_informed_how = ask.line(
        "How?", required=False, only_if=("child_informed", Informed.YES)
    )
    child_voice = ask.text(
        "What the child says",
        required=False,
        most=2_000,
        hint="The guardians read this. Write nothing that was said in confidence.",
    )
    child_decides = ask.tick("The child gives an answer of its own as well")
    child_policy = ask.line(
        "By which policy does the child answer?",
        required=False,
        hint="Your organisation's own: age and maturity.",
        only_if=IF_THE_CHILD_ANSWERS,
    )
    child_email = ask.address(
        "The child's e-mail", required=False, only_if=IF_THE_CHILD_ANSWERS
    )
    child_language = ask.choice(
        "The child's language",
        LANGUAGES,
        default="sv",
        required=False,
        only_if=IF_THE_CHILD_ANSWERS,
    )
    child_protected = ask.tick(
        "Protected identity: everybody answers on paper, and nothing goes by mail"
    )
    purpose = ask.text("Why?", starts="The question", most=2_000)
    cooperation = ask.several("How will you work together?", COOPERATION)
    asking = ask.lines(
        "Authorities that ask together",
        required=False,
        most=MOST_PARTIES,
        hint="One on each line. Left empty, your organisation asks alone.",
    )
    information = ask.several("Which information?", INFORMATION, reads=Information)
    other_information = ask.line(
        "Which other information?",
        required=False,
        only_if=("information", Information.OTHER),
    )
    parties = ask.rows("Who?", PartyForm, one="Party", most=MOST_PARTIES)
    exclusions = ask.text("What must not be shared?", required=False, most=2_000)
    valid_from = ask.day(
        "From",
        lean=Lean.AHEAD,
        required=False,
        starts="How long",
        hint="Or at once.",
    )
    valid_to = ask.day("Until and including", lean=Lean.AHEAD)
    until_event = ask.line(
        "Or before that, when this happens",
        required=False,
        hint="For example: the plan is closed.",
    )
    guardians = ask.rows(
        "Guardians",
        GuardianForm,
        one="Guardian",
        most=MOST_GUARDIANS,
        opens=True,
        required=False,
        starts="Who decides",
    )
    rule = ask.choice(
        "Whose yes does it take?",
        RULES,
        reads=Rule,
        default=Rule.ALL,
        required=False,
    )
    rule_reason = ask.text(
        "Why not all of them?",
        required=False,
        most=1_000,
        only_if=("rule", Rule.ANY, Rule.WITHOUT, Rule.CHILD),
    )
    contact_name = ask.line("Who answers questions?", starts="Contact and storage")
    contact_phone = ask.line("Phone", required=False, most=30)
    contact_email = ask.address("E-mail", required=False)
    custodian = ask.line("Who keeps the answers?")
    storage = ask.line("Where are they kept?")
    reference = ask.line(
        "Reference number",
        required=False,
        hint="Only if the registry has given one.",
    )
