"""A rule that a file breaks, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """`rule` is profile, clause and test, as `PDFUA_1 7.1-3`.

    `wanted` is the rule in words, `found` what is there instead, `where` a path of
    objects from the root.
    """

    rule: str
    wanted: str
    found: str
    where: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.wanted} - {self.found} [{self.where}]"
