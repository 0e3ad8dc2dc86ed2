"""What the parties were told last: how `consent.told_state` is read and written.

It is one text, so that the database can ask whether anybody believes that something
applies: "2 9f… - 41…" are the marks of the three parties of revision 2.
"""

from dataclasses import dataclass, replace

NOTHING, CALLED_BACK, BETWEEN = "-", "!", " "


@dataclass(frozen=True, slots=True)
class Known:
    """A mark for each party of a revision, keyed, for it tells what was chosen.

    `in_doubt`: some of it was called back before it left.
    """

    revision: int = 0
    marks: tuple[str, ...] = ()
    in_doubt: bool = False

    @classmethod
    def read(cls, stored: str) -> "Known":
        told = stored.rstrip(CALLED_BACK)
        if not told:
            return cls()
        number, *marks = told.split(BETWEEN)
        return cls(int(number), tuple(marks), stored.endswith(CALLED_BACK))

    def written(self) -> str:
        """Return it as it is stored; nothing when nothing applies to anybody."""
        if set(self.marks) <= {NOTHING}:
            return ""
        told = BETWEEN.join((str(self.revision), *self.marks))
        return told + CALLED_BACK if self.in_doubt else told

    def mark(self, place: int) -> str:
        return self.marks[place] if place < len(self.marks) else NOTHING


def doubted(stored: str) -> str:
    """Return what is stored, once some of what told it was called back."""
    return replace(Known.read(stored), in_doubt=True).written()
