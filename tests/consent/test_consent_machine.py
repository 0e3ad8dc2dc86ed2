"""A consent in the tables beside one in plain dicts: whatever is done, both agree."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from service.actions.consent import doubting, recording
from service.actions.consent.clock import turn_pages
from service.actions.consent.gate import passes
from service.actions.submitting import submit
from service.core.actor import SYSTEM
from service.core.consent import Cell, Information
from tests.consent.asking import answers, case_of
from tests.consent.model import CELLS, CHILD, Model
from tests.house import NOW, open_house

OFFLINE = {"route": "oral", "witness": "Ida", "scan": ""}
# Who decides by each rule, and what the question says of it.
RULES = {
    "all": ((0, 1), {}),
    "all and the child": ((0, 1, CHILD), {"child_decides": True}),
    "any": ((0, 1), {"rule": "any"}),
    "any and the child": ((0, 1, CHILD), {"rule": "any", "child_decides": True}),
    "without": ((0,), {"rule": "without"}),
    "child": ((CHILD,), {"rule": "child"}),
}
WHY = {"rule_reason": "Beslut av rätten", "child_policy": "Barnet är 15 år"}
PLACES = {0: ("guardian", 0), 1: ("guardian", 1), CHILD: ("child", 0)}
some_cells = st.sets(st.sampled_from(CELLS))


class ConsentMachine(RuleBasedStateMachine):
    """Staff write all answers down: the same actions take them in, and cost less."""

    house = None

    @initialize(name=st.sampled_from(list(RULES)))
    def begin(self, name):
        self.people, self.asks = RULES[name]
        self.model, self.now = Model(self.asks.get("rule", "all"), self.people), NOW
        self.model.last_day = 336
        self.record_id = self.ask()

    def ask(self, record_id=None):
        request = {
            "answers": answers(
                parties=[
                    {"organisation": "Skolan", "information": ["schooling", "social"]},
                    {"organisation": "Vården", "information": ["schooling"]},
                ],
                information=["schooling", "social"],
                guardians=self.guardians(),
                valid_to="2027-02-01",  # 336 days after the first
                **WHY,
                **self.asks,
            ),
            "sending": {},
            "now": self.now,
        }
        sent = submit(
            self.house.tools,
            self.house.actor,
            kind="consent",
            record_id=record_id,
            **request,
        )
        return sent.record_id

    def guardians(self):
        """Return those who are asked; the second is left out where one may be."""
        left_out = self.asks.get("rule") == "without"
        sara, karim = answers()["guardians"]
        return [sara, karim | {"left_out": left_out}]

    @rule(chance=st.randoms(use_true_random=False), cells=some_cells)
    @precondition(lambda self: not self.model.is_over)
    def answer(self, chance, cells):
        who = chance.choice(self.people)
        self.write_down(recording.record_answer, who, choices=choices_of(cells))
        self.model.answer(who, cells)

    @rule(
        chance=st.randoms(use_true_random=False),
        party=st.sampled_from([None, 0, 1]),
        is_old_page=st.booleans(),
    )
    @precondition(lambda self: not self.model.is_over)
    def withdraw(self, chance, party, is_old_page):
        """From a page that was made before the last answer, too."""
        who = chance.choice(self.people)
        allowed = self.model.answers.get(who, ())
        if any(party in (None, place) for place, _ in allowed):
            parties = [] if party is None else [str(party + 1)]
            older = {"turn": 1} if is_old_page else {}
            self.write_down(recording.record_withdrawal, who, parties=parties, **older)
            self.model.withdraw(who, party)

    @rule()
    @precondition(
        lambda self: not (self.model.is_over or self.model.state() == "reconsider")
    )
    def doubt(self):
        self.decide(doubting.doubt, doubt="custody", note="")
        self.model.doubted = True

    @rule()
    @precondition(lambda self: self.model.state() == "reconsider")
    def uphold(self):
        self.decide(doubting.uphold, note="Det håller")
        self.model.doubted = False

    @rule()
    @precondition(lambda self: not self.model.is_over)
    def ask_anew(self):
        self.ask(self.record_id)
        self.model.ask_anew()

    @rule()
    @precondition(lambda self: not self.model.is_over)
    def end(self):
        self.decide(doubting.end, note="Planen är slut")
        self.model.ended = True

    @rule()
    def the_clock_is_asked(self):
        turn_pages(self.house.tools, now=self.now)

    @rule(days=st.sampled_from([1, 30, 337]))
    def days_pass(self, days):
        """The 337th day is one too many."""
        self.now += timedelta(days=days)
        self.model.day += days
        turn_pages(self.house.tools, now=self.now)

    @invariant()
    def both_agree(self):
        case = case_of(self.house, self.record_id)
        assert case.standing(today=self.now.date()).state == self.model.state()
        assert case.row.state == self.model.state()
        with self.house.tools.look(SYSTEM) as session:
            for party, what in CELLS:
                cell = Cell(party, Information(what))
                way = passes(
                    self.house.tools, session, self.record_id, cell, now=self.now
                )
                assert way.is_open == self.model.is_open((party, what))

    def write_down(self, action, who, **asked):
        case = case_of(self.house, self.record_id)
        [one] = [p for p in case.participants if (p.role, p.position) == PLACES[who]]
        today = self.now.date().isoformat()
        request = {**OFFLINE, "answered_on": today, "turn": one.answers + 1, **asked}
        action(
            self.house.tools,
            self.house.actor,
            self.record_id,
            one.id,
            request,
            now=self.now,
        )

    def decide(self, action, **asked):
        action(self.house.tools, self.house.actor, self.record_id, asked, now=self.now)


def choices_of(cells):
    """Return cells as a form has them: an answer for each party."""
    chosen = [sorted(what for party, what in cells if party == n) for n in (0, 1)]
    return [
        {"answer": "partly" if some else "no", "information": some} for some in chosen
    ]


@pytest.fixture
def machine(sqlite, services, tmp_path):
    with open_house(sqlite, services, tmp_path) as house:
        yield type("Machine", (ConsentMachine,), {"house": house})


def test_the_tables_and_plain_dicts_agree(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
