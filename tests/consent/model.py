"""What applies, told once more from the promises alone, with dicts and loops."""

CELLS = [(0, "schooling"), (0, "social"), (1, "schooling")]


class Model:
    """`rule` is "all" or "any"; `people` are those who decide. Days are numbers."""

    def __init__(self, rule, people):
        self.rule, self.people = rule, people
        self.answers = {}
        self.taken_back = set()
        self.opened = self.doubted = self.ended = self.replaced = False
        self.day, self.last_day = 0, 100

    def answer(self, who, cells):
        self.answers[who] = set(cells)
        self.taken_back.discard(who)
        self.opened = True

    def withdraw(self, who, party):
        left = {cell for cell in self.answers[who] if cell[0] != party}
        self.answers[who] = set() if party is None else left
        self.taken_back.add(who)

    def ask_anew(self):
        self.answers.clear()
        self.taken_back.clear()
        self.opened = self.doubted = self.ended = False

    def is_yes(self, cell):
        votes = [cell in self.answers[who] for who in self.answers]
        if self.rule == "any":
            return any(votes) and all(votes)
        return len(votes) == len(self.people) and all(votes)

    def is_open(self, cell):
        """Whether the gate lets a cell through."""
        return self.state() in ("valid", "partial") and self.is_yes(cell)

    def state(self):
        if self.ended or self.day > self.last_day:
            return "expired"
        if self.doubted:
            return "reconsider"
        return self.by_answers()

    def by_answers(self):
        if any(self.is_torn(cell) for cell in CELLS):
            return "conflict"
        if any(self.is_missing(cell) for cell in CELLS):
            return "waiting" if self.opened else "sent"
        yes = [cell for cell in CELLS if self.is_yes(cell)]
        if len(yes) == len(CELLS):
            return "valid"
        if yes:
            return "partial"
        if any(
            who in self.taken_back and cell not in self.answers[who]
            for who in self.answers
            for cell in CELLS
        ):
            return "withdrawn"
        return "conflict" if all(self.answers.values()) else "refused"

    def is_torn(self, cell):
        """One who is enough says yes, and another says no."""
        votes = {cell in self.answers[who] for who in self.answers}
        return self.rule == "any" and votes == {True, False}

    def is_missing(self, cell):
        """Somebody's word could still change it; one no is enough where all decide."""
        votes = [cell in self.answers[who] for who in self.answers]
        if self.rule == "any":
            return not any(votes) and len(votes) < len(self.people)
        return all(votes) and len(votes) < len(self.people)
