"""What applies, told once more from the promises alone, with dicts and loops."""

CHILD = "child"
CELLS = [(0, "schooling"), (0, "social"), (1, "schooling")]


class Model:
    """`rule` is "all" or "any"; `people` are those who decide. Days are numbers.

    A CHILD among them has to say yes as well where one guardian is enough.
    """

    def __init__(self, rule, people):
        self.rule, self.people = rule, people
        self.groups = [[one] for one in people]
        if rule == "any":
            others = [one for one in people if one != CHILD]
            self.groups = [others] + ([[CHILD]] if CHILD in people else [])
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

    def votes(self, group, cell):
        return [cell in self.answers[who] for who in group if who in self.answers]

    def is_yes(self, cell):
        """Somebody of each group has said yes, and nobody there no."""
        votes = [self.votes(group, cell) for group in self.groups]
        return all(any(of_group) and all(of_group) for of_group in votes)

    def is_open(self, cell):
        """Whether the gate lets a cell through."""
        return self.state() in ("valid", "partial") and self.is_yes(cell)

    def state(self):
        if self.ended and self.is_early:
            return "called off"
        if self.ended or self.day > self.last_day:
            return "expired"
        if self.doubted:
            return "reconsider"
        return self.by_answers()

    @property
    def is_early(self):
        """Somebody has not answered, and it has never applied."""
        may_have_applied = self.answers and self.rule == "any"
        return not may_have_applied and set(self.answers) != set(self.people)

    @property
    def is_over(self):
        return self.state() in ("expired", "called off")

    def by_answers(self):
        yes = [cell for cell in CELLS if self.is_yes(cell)]
        if any(self.is_torn(cell) for cell in CELLS) and not yes:
            return "conflict"
        if any(self.is_missing(cell) for cell in CELLS):
            return "waiting" if self.opened else "sent"
        if yes:
            return "valid" if len(yes) == len(CELLS) else "partial"
        if any(self.is_taken_back(cell) for cell in CELLS):
            return "withdrawn"
        return "conflict" if all(self.answers.values()) else "refused"

    def is_lost(self, cell):
        """All of a group have said no: nobody's word can bring it back."""
        votes = [(group, self.votes(group, cell)) for group in self.groups]
        return any(len(v) == len(group) and not any(v) for group, v in votes)

    def is_torn(self, cell):
        """One who is enough says yes, and another says no."""
        votes = [set(self.votes(group, cell)) for group in self.groups]
        return {True, False} in votes and not self.is_lost(cell)

    def is_missing(self, cell):
        """Somebody's word could still change it."""
        votes = [self.votes(group, cell) for group in self.groups]
        is_settled = self.is_lost(cell) or {True, False} in map(set, votes)
        return not is_settled and not all(any(of_group) for of_group in votes)

    def is_taken_back(self, cell):
        """It is lost, and somebody of those who closed it had said yes before."""
        for group in self.groups:
            votes = self.votes(group, cell)
            is_lost = len(votes) == len(group) and not any(votes)
            if is_lost and any(who in self.taken_back for who in group):
                return True
        return False
