"""What we ask about an assignment, in the order it is read."""

from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form
from service.forms.meeting import DEADLINE_HINT, LIST_HINT, SignatoryForm
from service.kinds.mandate.model import MILESTONE_KINDS, Milestone, MilestoneKind

ONE_PER_LINE = Sentence("One per line.")


class MilestoneForm(Form):
    makes = Milestone

    kind = ask.choice("Kind of milestone", MILESTONE_KINDS.items(), reads=MilestoneKind)
    when = ask.when("When?", hint=DEADLINE_HINT)
    what = ask.line("What happens?", required=False)


class MandateForm(Form):
    title = ask.line("Title", starts="The assignment")
    dated = ask.day("Date", hint="For example 2020-06-16 or 16 June 2020.")
    reference = ask.line(
        "Reference number",
        required=False,
        hint="Only if the registry has given one.",
    )
    background = ask.text("Background", hint=LIST_HINT, starts="Why")
    purpose = ask.text("Purpose")
    goals = ask.text("Goals of the assignment")
    subgoals = ask.lines("Sub-goals", required=False, hint=ONE_PER_LINE)
    giver = ask.line("Who gives the assignment?", starts="Who")
    taker = ask.line("Who takes it on?", hint="A function rather than a person's name.")
    task = ask.text("What is to be done?", starts="What")
    information = ask.lines("Information to give", required=False, hint=ONE_PER_LINE)
    questions = ask.lines("Questions to ask", required=False, hint=ONE_PER_LINE)
    timeline = ask.text("Timeline", starts="When and how")
    milestones = ask.rows("Milestones", MilestoneForm, one="Milestone", required=False)
    reporting = ask.text("Reporting")
    communication = ask.lines("Communication", required=False, hint=ONE_PER_LINE)
    delimitations = ask.text("Delimitations", required=False, starts="If it is needed")
    resources = ask.text("Resources", required=False)
    risks = ask.text("Risks", required=False)
    signatories = ask.rows(
        "Approved by", SignatoryForm, one="Signatory", required=False
    )
