"""A job as it must be, by the table of docs/jobs.md: a plain value, no database."""

from dataclasses import dataclass, field

from service.core.jobs import MAX_CRASHES
from service.store.attempts import Phase
from service.store.reaping import MAX_DOUBTS


@dataclass
class Model:
    """`phases` holds what is known of each attempt, by its number."""

    state: str = "ready"
    due: bool = True
    expired: bool = False
    fence: int = 0
    crashes: int = 0
    doubts: int = 0
    recalled: bool = False
    phases: dict[int, str] = field(default_factory=dict)

    @property
    def is_claimable(self) -> bool:
        return self.state == "ready" and self.due

    @property
    def may_run_again(self) -> bool:
        return self.state == "dead" and not self.recalled

    def claimed(self) -> None:
        self.state, self.fence, self.expired = "leased", self.fence + 1, False

    def becomes_ready(self, *, due: bool) -> None:
        self.state, self.due = "cancelled" if self.recalled else "ready", due

    def becomes_uncertain(self) -> None:
        self.state, self.due, self.doubts = "uncertain", False, self.doubts + 1

    def swept(self) -> None:
        if self.state == "leased" and self.expired:
            self._lost()
        elif self.state == "uncertain" and self.due:
            self._decided()

    def _lost(self) -> None:
        if self.phases.get(self.fence) == Phase.INTENT:
            self.becomes_uncertain()
            return
        self.crashes += not self.recalled
        self.becomes_ready(due=True)
        if self.crashes >= MAX_CRASHES and not self.recalled:
            self.state = "dead"

    def _decided(self) -> None:
        if Phase.ACCEPTED in self.phases.values():
            self.state = "succeeded"
        elif self.recalled or self.doubts >= MAX_DOUBTS:
            self.state = "dead"
        else:
            self.becomes_ready(due=True)
