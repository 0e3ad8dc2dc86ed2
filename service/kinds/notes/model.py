"""A meeting or planning day remembered in notes."""

from dataclasses import dataclass, field

from service.core.errors import Problems
from service.core.meeting import MatrixRow, Meeting, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes(Meeting):
    """`matrix` follows up areas; `matrix_item` is the item it stands under."""

    title: str = ""
    programme: str = ""
    time: str = ""
    place: str = ""
    secretary: str = ""
    matrix: list[MatrixRow] = field(default_factory=list)
    matrix_item: int | None = None

    def problems(self) -> Problems:
        here = named(matrix_item=self.item_problems(self.matrix_item))
        return {**Meeting.problems(self), **here}
