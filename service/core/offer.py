"""An answer that a form offers before anybody has given one."""

from dataclasses import dataclass

from service.core.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Offer:
    """`why` says to whoever fills the form in where the answer comes from."""

    answer: str
    why: Sentence
